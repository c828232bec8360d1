/**
 * One seed for all property tests, so that a run says the same today and tomorrow; fast-check prints it where
 * a property fails. `SEED=… npm run test:unit` looks elsewhere, and `RUNS` further.
 */
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env.SEED ?? 20_261_122) });
