import { FileDiff, FileDown } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { BodyClient } from './body-client.ts';
import styles from './body-viewer.module.css';
import type { Opened, View } from './open-body.ts';
import type { PaneActs } from './use-body-pane.ts';

interface BodyBarProps {
  client: BodyClient;
  opened: Opened;
  fileName: string;
  acts: PaneActs;
  isComparing: boolean;
  onCompare: () => void;
}

const views: readonly (readonly [View, string])[] = [
  ['formatted', 'Formatted'],
  ['raw', 'As received'],
];

/** What can be done with the body as a whole, and with the line one is at. */
export function BodyBar(props: BodyBarProps) {
  const { client, opened, fileName, acts, isComparing, onCompare } = props;
  const { pane, show, foldTo } = acts;
  const isFormatted = pane.view === 'formatted';
  return (
    <div className={styles.bar}>
      {opened.view === 'formatted' && (
        <div role="group" aria-label="View" className={styles.group}>
          {views.map(([view, label]) => (
            <Button key={view} aria-pressed={pane.view === view} onClick={() => show(view)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      {isFormatted && <FoldSelect depth={opened.depth} onFold={foldTo} />}
      <div role="group" aria-label="Copy" className={styles.copies}>
        <span aria-hidden>Copy</span>
        <CopyButton
          label={isFormatted ? 'value' : 'line'}
          before="Copy"
          text={() => client.call('value', pane.current)}
        />
        {isFormatted && (
          <CopyButton label="path" before="Copy" text={() => client.call('path', pane.current)} />
        )}
        <CopyButton label="all" before="Copy" text={() => client.call('whole')} />
        <CopyButton label="as curl" before="Copy" text={() => client.call('curl', fileName)} />
      </div>
      <Button
        icon={<FileDown size={16} aria-hidden />}
        onClick={() => void client.call('bytes').then((bytes) => save(bytes, fileName))}
      >
        Download
      </Button>
      <Button
        icon={<FileDiff size={16} aria-hidden />}
        aria-expanded={isComparing}
        onClick={onCompare}
      >
        Compare…
      </Button>
    </div>
  );
}

/** A choice that is an act: it says what to do, and stands at nothing afterwards. */
function FoldSelect({ depth, onFold }: { depth: number; onFold: (level: number) => void }) {
  const levels = Array.from({ length: Math.min(depth, 6) }, (_, index) => index + 1);
  return (
    <select
      aria-label="Fold"
      className={styles.select}
      value=""
      onChange={({ target }) => onFold(target.value === 'none' ? Infinity : Number(target.value))}
    >
      <option value="" disabled>
        Fold…
      </option>
      <option value="none">Unfold all</option>
      {levels.map((level) => (
        <option key={level} value={level}>
          {level === 1 ? 'Show 1 level' : `Show ${level} levels`}
        </option>
      ))}
    </select>
  );
}

/** The bytes as they came, of a type that no browser opens. */
function save(bytes: Uint8Array<ArrayBuffer>, fileName: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Once the browser has taken hold of it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
