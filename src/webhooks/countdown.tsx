import { formatLocal, formatLocalShort, formatUtc } from '../ui/instants.ts';
import { useTicking } from '../ui/now.tsx';
import { Lozenge, type Tone } from '../ui/tag.tsx';
import { expiryState, expiryWords, remainingWords, type ExpiryState } from './expiry.ts';
import styles from './countdown.module.css';

const tones: Record<ExpiryState, Tone> = {
  expired: 'danger',
  day: 'danger',
  week: 'warning',
  healthy: 'success',
  undated: 'neutral',
};

/** The state of a registration in words; it changes by itself at its expiry and at midnight. */
export function ExpiryStatus({ expiresAt }: { expiresAt: number | undefined }) {
  const words = useTicking((now) => expiryWords(expiresAt, now));
  const state = useTicking((now) => expiryState(expiresAt, now));
  return <Lozenge tone={tones[state]}>{words}</Lozenge>;
}

/** The time left, ticking. */
export function Countdown({ expiresAt }: { expiresAt: number | undefined }) {
  const words = useTicking((now) =>
    expiresAt === undefined ? '–' : remainingWords(expiresAt, now),
  );
  return (
    <span className={styles.countdown} role="timer">
      {words}
    </span>
  );
}

/** The exact date in the reader's zone, with the full local and UTC form at hand. */
export function ExpiryDate({ expiresAt }: { expiresAt: number | undefined }) {
  if (expiresAt === undefined) return null;
  return (
    <time
      className={styles.date}
      dateTime={new Date(expiresAt).toISOString()}
      title={`${formatLocal(expiresAt)}\n${formatUtc(expiresAt)}`}
    >
      {formatLocalShort(expiresAt)}
    </time>
  );
}
