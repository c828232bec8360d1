import { CircleAlert, CircleCheck, LoaderCircle, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatDuration } from '../../ui/durations.ts';
import { NowProvider, useTicking } from '../../ui/now.tsx';
import dock from '../dock.module.css';
import styles from './operation-flag.module.css';
import { RegisterAgainLink } from '../prefilled-links.tsx';
import type { Operation, Operations } from './operations.ts';
import { VerdictList } from './verdict-list.tsx';
import { operationTitle, verdictTone } from './words.ts';

interface OperationFlagProps {
  operation: Operation;
  operations: Operations;
}

/** One act: what it is doing, how to take it back or stop it, and what became of each webhook. */
export function OperationFlag({ operation, operations }: OperationFlagProps) {
  const { id, phase } = operation;
  return (
    <section
      className={`${dock.raised} ${styles.flag}`}
      data-phase={phase.name}
      aria-label={operationTitle(operation)}
    >
      <PhaseIcon operation={operation} />
      <div className={styles.flagText}>
        <strong>{operationTitle(operation)}</strong>
        {/* Deadlines of this page, by this machine's clock. */}
        <NowProvider now={Date.now}>
          <PhaseText operation={operation} />
        </NowProvider>
        {phase.name === 'done' && <VerdictList operation={operation} verdicts={phase.verdicts} />}
      </div>
      <div className={styles.flagActions}>
        {phase.name === 'undoable' && (
          <>
            <UndoButton onUndo={() => operations.undo(id)} />
            <Button onClick={() => operations.sendNow(id)}>Delete now</Button>
          </>
        )}
        {phase.name === 'sending' && operation.webhooks.length > 1 && (
          <Button
            unavailable={phase.stopping ? 'What is under way ends first' : undefined}
            onClick={() => operations.stop(id)}
          >
            Stop
          </Button>
        )}
        {phase.name === 'done' && isUnknown(operation) && (
          <Button onClick={() => operations.lookAgain(id)}>Look again</Button>
        )}
        {deleted(operation).length > 0 && (
          <RegisterAgainLink connectionId={operation.connectionId} webhooks={deleted(operation)} />
        )}
        {phase.name === 'done' && (
          <IconButton
            label="Dismiss"
            icon={<X size={16} aria-hidden />}
            onClick={() => operations.dismiss(id)}
          />
        )}
      </div>
    </section>
  );
}

/** Takes the focus: it is there for seconds only, and a keyboard would not reach it in time. */
function UndoButton({ onUndo }: { onUndo: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Button ref={button} onClick={onUndo}>
      Undo
    </Button>
  );
}

function PhaseText({ operation: { phase, webhooks } }: { operation: Operation }) {
  switch (phase.name) {
    case 'undoable':
      return (
        <p>
          Sent to Jira in <SecondsUntil at={phase.until} />.
        </p>
      );
    case 'sending':
      return (
        <>
          {webhooks.length > 1 && (
            <progress aria-label="Progress" max={webhooks.length} value={phase.done} />
          )}
          <p>
            {phase.waitUntil !== undefined ? (
              <>
                Jira asks to wait: going on in <SecondsUntil at={phase.waitUntil} />.
              </>
            ) : (
              webhooks.length > 1 && `${phase.done} of ${webhooks.length} sent`
            )}
            {phase.stopping && ' Stopping after what is under way.'}
          </p>
        </>
      );
    default:
      return null;
  }
}

function SecondsUntil({ at }: { at: number }) {
  return <span role="timer">{useTicking((now) => formatDuration(at - now + 999))}</span>;
}

function PhaseIcon({ operation: { phase } }: { operation: Operation }) {
  if (phase.name !== 'done') {
    return <LoaderCircle size={16} aria-hidden className={styles.spinning} />;
  }
  const good = [...phase.verdicts.values()].every((verdict) => verdictTone(verdict) === 'good');
  return good ? (
    <CircleCheck size={16} aria-hidden className={styles.goodIcon} />
  ) : (
    <CircleAlert size={16} aria-hidden className={styles.badIcon} />
  );
}

function deleted({ action, phase, webhooks }: Operation) {
  if (action !== 'delete' || phase.name !== 'done') return [];
  return webhooks.filter(({ id }) => phase.verdicts.get(id)?.kind === 'deleted');
}

function isUnknown({ phase }: Operation): boolean {
  return (
    phase.name === 'done' && [...phase.verdicts.values()].some(({ kind }) => kind === 'unknown')
  );
}
