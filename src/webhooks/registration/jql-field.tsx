import { CircleAlert, Info } from 'lucide-react';
import { useDeferredValue, useId, useMemo, useRef } from 'react';
import { describeFilter } from '../../jira/jql/describe.ts';
import { judgeJql, type JqlProblem } from '../../jira/jql/judge.ts';
import styles from './fields.module.css';
import { useCompletion } from './use-completion.tsx';

interface JqlFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Jira's own words on this filter, once it was sent. */
  serverError: string | undefined;
  /** False where none of the chosen events has an issue. */
  applies: boolean;
}

/** A JQL filter, held against what Jira takes for webhooks while it is typed. */
export function JqlField({ value, onChange, serverError, applies }: JqlFieldProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const settled = useDeferredValue(value);
  // An empty field is not yet a mistake: it is told when it is about to be sent.
  const verdict = useMemo(() => (settled.trim() ? judgeJql(settled) : undefined), [settled]);
  const words = useMemo(() => describeFilter(settled), [settled]);
  const problems = verdict?.problems ?? [];
  const completion = useCompletion({ id, area, value, onChange });
  const refused = serverError !== undefined || verdict?.verdict === 'refused';

  return (
    <div className={styles.field}>
      <label htmlFor={id}>JQL filter</label>
      {!applies && (
        <p className={styles.plain}>
          None of the chosen events has an issue: JQL does not apply to them, and they arrive from
          the whole site.
        </p>
      )}
      <div className={styles.editor}>
        <div ref={marks} className={styles.marks} aria-hidden>
          <Underlined text={value} problems={settled === value ? problems : []} />
        </div>
        <textarea
          ref={area}
          id={id}
          rows={2}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          placeholder="project = PAY AND status != Done"
          aria-invalid={refused}
          aria-describedby={`${id}-problems ${id}-words`}
          value={value}
          onScroll={({ currentTarget }) => {
            if (marks.current) marks.current.scrollTop = currentTarget.scrollTop;
          }}
          {...completion.areaProps}
        />
        {completion.list}
      </div>
      <ul id={`${id}-problems`} className={styles.problems} aria-live="polite">
        {serverError !== undefined && (
          <li className={styles.problem} data-kind="refusal">
            <CircleAlert size={16} aria-hidden />
            <span>
              Jira answered: <strong>{serverError}</strong>
            </span>
          </li>
        )}
        {problems.map((problem) => (
          <Problem
            key={`${problem.from} ${problem.message}`}
            problem={problem}
            onRewrite={(rewrite) => {
              onChange(rewrite);
              area.current?.focus();
            }}
          />
        ))}
      </ul>
      <p id={`${id}-words`} className={styles.plain}>
        {applies &&
          (verdict === undefined || verdict.verdict !== 'refused') &&
          settled.trim() &&
          words}
      </p>
    </div>
  );
}

function Problem({
  problem: { kind, message, verified, rewrite },
  onRewrite,
}: {
  problem: JqlProblem;
  onRewrite: (rewrite: string) => void;
}) {
  const Icon = kind === 'refusal' ? CircleAlert : Info;
  return (
    <li className={styles.problem} data-kind={kind}>
      <Icon size={16} aria-hidden />
      <span>
        {kind === 'refusal' && (verified ? 'Jira will answer: ' : 'Jira will refuse it: ')}
        {message}
      </span>
      {rewrite !== undefined && (
        <button type="button" className={styles.suggest} onClick={() => onRewrite(rewrite)}>
          Use <code>{rewrite}</code>
        </button>
      )}
    </li>
  );
}

/** The same text with its faulty places marked; where two overlap, the first one's mark stands. */
function Underlined({ text, problems }: { text: string; problems: readonly JqlProblem[] }) {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const { from, to, kind } of problems) {
    if (from < end || to <= from) continue;
    parts.push(
      text.slice(end, from),
      <mark key={from} data-kind={kind}>
        {text.slice(from, to)}
      </mark>,
    );
    end = to;
  }
  // A last empty line has height only if something stands in it.
  return [...parts, `${text.slice(end)}\u200B`];
}
