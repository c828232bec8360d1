import { Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ComparisonChoice, OtherBody } from '../compare/body-comparison.tsx';
import { sampleKey } from '../compare/other-keys.ts';
import { Banner } from '../../ui/banner.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { BodyBar } from './body-bar.tsx';
import type { BodyClient } from './body-client.ts';
import { BodyLines } from './body-lines.tsx';
import { BodySearch } from './body-search.tsx';
import { BodySummaryView } from './body-summary-view.tsx';
import { BodyRemarks } from './body-remarks.tsx';
import styles from './body-viewer.module.css';
import { maskedFileName, MaskingSwitch } from './masking-switch.tsx';
import type { Opened } from './open-body.ts';
import { useBody, useBodyDetails } from './use-body.ts';
import { useBodyPane } from './use-body-pane.ts';
import { useMasking } from './use-masking.ts';

const BodyComparison = lazyPart(
  async () => (await import('../compare/body-comparison.tsx')).BodyComparison,
  'The comparison could not be loaded',
);

interface BodyViewerProps {
  /** A body as it came; the same one is opened once. */
  body: string | Uint8Array;
  /** What it is, for who cannot see it: "Body of delivery 17". */
  name: string;
  fileName: string;
  /** Where the caller knows it; else the body says it. */
  event?: string | undefined;
  /** Other bodies that it can be compared with. */
  compareWith?: readonly OtherBody[] | undefined;
  /** The key of the one that it is compared with, where the caller keeps it. */
  compared?: string | undefined;
  onCompare?: (key: string | undefined) => void;
}

/** Shows a body of any size and kind, exactly as it came, or with personal data masked. */
export function BodyViewer(props: BodyViewerProps) {
  const [isMasked, setMasked] = useMasking();
  const state = useBody(props.body, isMasked);
  const [comparison, setComparison] = useComparisonChoice(props);
  return (
    <div className={styles.viewer}>
      <MaskingSwitch isMasked={isMasked} onChange={setMasked} />
      {state.is === 'opening' && <p role="status">Opening the body…</p>}
      {state.is === 'failed' && (
        <Banner tone="danger" title="This browser cannot open the body">
          <p>{state.message}</p>
        </Banner>
      )}
      {state.is === 'open' && (
        <BodyPane
          {...props}
          {...state}
          {...{ comparison, setComparison }}
          fileName={isMasked ? maskedFileName(props.fileName) : props.fileName}
        />
      )}
    </div>
  );
}

/** Kept here, since the pane goes when the body is masked. */
function useComparisonChoice({ compared, onCompare }: BodyViewerProps) {
  const [choice, setChoice] = useState<ComparisonChoice>();
  const other = onCompare ? compared : choice?.other;
  return [
    other === undefined ? undefined : { ...choice, other },
    (chosen: ComparisonChoice | undefined) => {
      setChoice(chosen);
      if (chosen?.other !== other) onCompare?.(chosen?.other);
    },
  ] as const;
}

interface BodyPaneProps extends BodyViewerProps {
  client: BodyClient;
  opened: Opened;
  /** Undefined while nothing is compared. */
  comparison: ComparisonChoice | undefined;
  setComparison: (choice: ComparisonChoice | undefined) => void;
}

function BodyPane(props: BodyPaneProps) {
  const { client, opened, body, name, fileName, event, compareWith, comparison, setComparison } =
    props;
  const details = useBodyDetails(client);
  const acts = useBodyPane(client, opened);
  const pane = useRef<HTMLElement>(null);
  const search = useRef<HTMLDivElement>(null);
  const wasCompareAsked = useRef(false);
  const focusLines = () => pane.current?.querySelector<HTMLElement>('[role=treegrid]')?.focus();

  function press(event: KeyboardEvent): void {
    const isTyping =
      event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
    if (((event.ctrlKey || event.metaKey) && event.key === 'f') || (isPlain && event.key === '/')) {
      const field = search.current?.querySelector('input');
      field?.focus();
      field?.select();
    } else if (event.key === 'F3') acts.step(event.shiftKey ? -1 : 1);
    else if (isPlain && event.key.toLowerCase() === 'n') acts.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of what is inside
    <section ref={pane} aria-label={name} className={styles.viewer} onKeyDown={press}>
      {details?.summary && <BodySummaryView summary={details.summary} told={event} />}
      <BodyRemarks opened={opened} isText={details?.isText ?? true} />
      <div className={styles.tools}>
        <BodySearch ref={search} acts={acts} onLeave={focusLines} />
        <BodyBar
          {...{ client, opened, fileName, acts }}
          isComparing={comparison !== undefined}
          onCompare={() => {
            wasCompareAsked.current = !comparison;
            setComparison(comparison ? undefined : { other: compareWith?.[0]?.key ?? sampleKey });
          }}
        />
      </div>
      {comparison && (
        <div
          ref={(element) => {
            // Below the fold nobody sees that it came.
            if (element && wasCompareAsked.current) element.scrollIntoView({ block: 'start' });
            wasCompareAsked.current = false;
          }}
        >
          <Suspense fallback={<p role="status">Loading the comparison…</p>}>
            <BodyComparison
              body={body}
              name={name}
              event={event ?? details?.summary?.event}
              others={compareWith}
              choice={comparison}
              onChoose={setComparison}
              onGoTo={(line) => {
                acts.goToLine(line);
                focusLines();
              }}
            />
          </Suspense>
        </div>
      )}
      <BodyLines
        client={client}
        name={`Lines of: ${name}`}
        acts={acts}
        firstRows={opened.firstRows}
      />
      <Place client={client} opened={opened} row={acts.pane.current} version={acts.pane.version} />
    </section>
  );
}

interface PlaceProps {
  client: BodyClient;
  opened: Opened;
  row: number;
  version: number;
}

/** Where one is. Behind by a moment, so that a held key never waits for it. */
function Place({ client, opened, row, version }: PlaceProps) {
  const [path, setPath] = useState('$');
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      void client.call('shortPath', row).then((path) => isWanted && setPath(path));
    }, 80);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, row, version]);
  return (
    <p className={styles.place}>
      {opened.view === 'formatted' && <code aria-label="Path">{path}</code>}
      <span>{opened.bytes.toLocaleString('en')} bytes</span>
    </p>
  );
}
