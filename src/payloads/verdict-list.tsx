import { Check, CircleQuestionMark, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Lozenge } from '../ui/tag.tsx';
import styles from './verdict-list.module.css';
import type { Verdict } from './verdicts.ts';

const words = {
  true: { tone: 'success', text: 'Would be sent', Icon: Check },
  false: { tone: 'neutral', text: 'Would not be sent', Icon: Minus },
  unknown: { tone: 'warning', text: 'Cannot be told', Icon: CircleQuestionMark },
} as const;

const parts: Record<Verdict['decidedBy']['part'], string> = {
  events: 'Events',
  jql: 'JQL filter',
  fieldIds: 'Field filter',
  propertyKeys: 'Property filter',
  payload: 'Payload',
  expiry: 'Expiry',
};

interface VerdictListProps<Each extends Verdict> {
  verdicts: readonly Each[];
  name?: string;
  /** In place of the label. */
  renderLabel?: (verdict: Each) => ReactNode;
}

/** Each webhook with its verdict and the part that decided. */
export function VerdictList<Each extends Verdict>({
  verdicts,
  name = 'Verdicts',
  renderLabel = ({ label }) => label,
}: VerdictListProps<Each>) {
  if (verdicts.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={name}>
      {verdicts.map((verdict, index) => (
        <VerdictItem key={index} {...verdict} label={renderLabel(verdict)} />
      ))}
    </ul>
  );
}

type VerdictItemProps = Omit<Verdict, 'label'> & { label: ReactNode };

function VerdictItem({
  label,
  verdict,
  decidedBy: { part, clause, explanation },
}: VerdictItemProps) {
  const { tone, text, Icon } = words[`${verdict}`];
  return (
    <li className={styles.item}>
      <p className={styles.head}>
        <strong>{label}</strong>
        <Lozenge tone={tone}>
          <Icon size={12} aria-hidden className={styles.icon} /> {text}
        </Lozenge>
      </p>
      <p className={styles.reason}>
        <span>{parts[part]}</span>
        {clause !== undefined && <code>{clause}</code>}
      </p>
      <p>{explanation}</p>
    </li>
  );
}
