import { useState, type ReactNode } from 'react';
import { Button, buttonClass } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { archivePath, exportPath, queryText, type ArchiveQuery } from './archive-client.ts';
import styles from './export-dialog.module.css';

interface ExportDialogProps {
  connectionId: string;
  filter: ArchiveQuery;
  isFiltered: boolean;
  selected: readonly string[];
  onClose: () => void;
}

type Format = 'ndjson' | 'csv';

/** What is to be saved, and how. The file is made as fast as it is taken, whatever its length. */
export function ExportDialog(props: ExportDialogProps) {
  const { connectionId, filter, isFiltered, selected, onClose } = props;
  const [what, setWhat] = useState<'selected' | 'shown'>(
    selected.length > 0 ? 'selected' : 'shown',
  );
  const [format, setFormat] = useState<Format>('ndjson');
  const [isMasked, setMasked] = useState(true);
  const masked = format === 'ndjson' && isMasked ? { masked: 1 } : {};
  const address =
    what === 'shown'
      ? exportPath(connectionId, format, { ...filter, ...masked })
      : `${archivePath(connectionId)}/export${queryText({ format, ...masked })}${selected
          .map((key) => `&only=${encodeURIComponent(key)}`)
          .join('')}`;
  return (
    <Dialog
      title="Export failed deliveries"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <a href={address} download className={buttonClass('primary')} onClick={onClose}>
            Save the file
          </a>
        </>
      }
    >
      <div className={styles.choices}>
        <fieldset className={styles.choice}>
          <legend>Which</legend>
          {selected.length > 0 && (
            <Option name="which" checked={what === 'selected'} onChoose={() => setWhat('selected')}>
              The {selected.length} selected
            </Option>
          )}
          <Option name="which" checked={what === 'shown'} onChoose={() => setWhat('shown')}>
            {isFiltered ? 'All that the filters let through' : 'All of the time shown'}
          </Option>
        </fieldset>
        <fieldset className={styles.choice}>
          <legend>As</legend>
          <Option name="format" checked={format === 'ndjson'} onChoose={() => setFormat('ndjson')}>
            NDJSON: Jira’s records with their bodies, to be handed in elsewhere
          </Option>
          <Option name="format" checked={format === 'csv'} onChoose={() => setFormat('csv')}>
            CSV: a row each for a spreadsheet, without bodies
          </Option>
        </fieldset>
        {format === 'ndjson' && (
          <label className={styles.option}>
            <input
              type="checkbox"
              checked={isMasked}
              onChange={({ target }) => setMasked(target.checked)}
            />
            <span>
              Mask personal data
              <small>Names, mail addresses, account ids and avatars get stand-ins.</small>
            </span>
          </label>
        )}
      </div>
    </Dialog>
  );
}

interface OptionProps {
  name: string;
  checked: boolean;
  onChoose: () => void;
  children: ReactNode;
}

function Option({ name, checked, onChoose, children }: OptionProps) {
  return (
    <label className={styles.option}>
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{children}</span>
    </label>
  );
}
