import { useEffect, type ReactNode } from 'react';
import { PartFailure } from '../../ui/part-failure.tsx';
import styles from '../dock.module.css';
import type { Operation, Operations } from './operations.ts';
import type { ActParts } from './use-act-parts.ts';
import { operationTitle } from './words.ts';

interface OperationDockProps {
  acts: readonly Operation[];
  operations: Operations;
  /** Undefined while they are loaded, null where they can't be. */
  parts: ActParts | null | undefined;
  children: ReactNode;
}

/** Below everything, always in view: the acts under way and ended, and what stands ready to act on. */
export function OperationDock({ acts, operations, parts, children }: OperationDockProps) {
  useUndoKey(acts, operations);
  const latest = acts.at(-1);
  return (
    <div className={styles.dock}>
      <div role="status" className="visually-hidden">
        {latest && operationTitle(latest)}
      </div>
      <div className={styles.flags}>
        {parts === null && (
          <div className={styles.raised}>
            <PartFailure title="What asks and tells of an act could not be loaded" />
          </div>
        )}
        {parts &&
          acts.map((operation) => (
            <parts.OperationFlag key={operation.id} operation={operation} operations={operations} />
          ))}
      </div>
      {children}
    </div>
  );
}

/** Ctrl+Z (⌘Z) takes back the newest deletion that is not yet sent, unless a text is being edited. */
function useUndoKey(acts: readonly Operation[], operations: Operations): void {
  useEffect(() => {
    const undoable = acts.findLast(({ phase }) => phase.name === 'undoable');
    if (!undoable) return;
    const undo = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea');
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || typing) return;
      event.preventDefault();
      operations.undo(undoable.id);
    };
    window.addEventListener('keydown', undo);
    return () => window.removeEventListener('keydown', undo);
  }, [acts, operations]);
}
