import { Banner } from '../../ui/banner.tsx';
import { deepestIndent } from './body-row.ts';
import styles from './body-viewer.module.css';
import type { Fault, Opened } from './open-body.ts';

/** What a reader has to know of the body beforehand. */
export function BodyRemarks({ opened, isText }: { opened: Opened; isText: boolean }) {
  const { fault, depth, isTooLargeToSummarise } = opened;
  return (
    <>
      {fault && (
        <Banner tone="warning" title="This is not JSON">
          <p>{faultText(fault)} It is shown as the text it is.</p>
        </Banner>
      )}
      {!isText && (
        <Banner tone="warning" title="Some bytes are no characters of UTF-8">
          <p>
            Each is marked with its code. The download has them; in what is copied U+FFFD stands.
          </p>
        </Banner>
      )}
      {depth > deepestIndent && (
        <p className={styles.note}>
          It nests {depth.toLocaleString('en')} levels deep. Below level {deepestIndent} lines are
          no longer moved to the right; each says its level.
        </p>
      )}
      {isTooLargeToSummarise && (
        <p className={styles.note}>A body of more than 5 MB is not summarised here.</p>
      )}
    </>
  );
}

function faultText({ line, column, message }: Fault): string {
  return `Line ${line.toLocaleString('en')}, column ${column.toLocaleString('en')}: ${message}`;
}
