/** The last words of `npm test`, where the store could be tested on one kind of database only. */
import { findPostgres } from './test-postgres.ts';

if (!process.env['TEST_DATABASE_URL'] && findPostgres() === undefined) {
  console.log(
    'PostgreSQL was not found, so the store was tested on SQLite only; install it ' +
      '(Debian: apt-get install postgresql) or set TEST_DATABASE_URL to test both.',
  );
}
