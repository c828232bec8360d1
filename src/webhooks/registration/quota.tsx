import styles from './registration.module.css';

interface QuotaProps {
  used: number | undefined;
  adding: number;
  limit: number;
  kind: 'connect' | 'oauth';
}

/** How full the connection is before and after, said before anything is sent. */
export function Quota({ used, adding, limit, kind }: QuotaProps) {
  const whose = kind === 'connect' ? 'this app on this site' : 'this user through this app';
  if (used === undefined) {
    return (
      <p className={styles.note}>
        Jira takes {limit} for {whose}; how many there are is not known yet.
      </p>
    );
  }
  const after = used + adding;
  const over = after - limit;
  return (
    <p className={styles.note} data-over={over > 0 || undefined} role="status">
      {used} of {limit} now, {after} afterwards.
      {over > 0 &&
        ` Jira takes ${limit} for ${whose}: it will refuse ${Math.min(over, adding)} of these.`}
    </p>
  );
}
