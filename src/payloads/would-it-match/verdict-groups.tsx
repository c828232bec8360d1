import { memo, startTransition, useMemo, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { VerdictList } from '../verdict-list.tsx';
import { countVerdicts, groupVerdicts, type VerdictGroup } from './group-verdicts.ts';
import type { RegistrationVerdict } from './try-registrations.ts';
import { verdictKinds, type VerdictKind } from './verdict-kinds.ts';
import type { WouldItMatchProps } from './would-it-match.tsx';
import styles from './would-it-match.module.css';

interface VerdictGroupsProps extends Pick<WouldItMatchProps, 'search' | 'onSearch' | 'renderLink'> {
  connectionId: string;
  verdicts: readonly RegistrationVerdict[];
}

const titles: Record<VerdictKind, string> = {
  sent: 'Would be sent',
  unknown: 'Cannot be told',
  'not-sent': 'Would not be sent',
};

/** Shown at a time: more is seldom read, and ten thousand would take seconds to paint. */
const step = 200;

/** The verdicts by their kind, what would be sent first. */
export function VerdictGroups({
  connectionId,
  verdicts,
  search,
  onSearch,
  renderLink,
}: VerdictGroupsProps) {
  const [most, setMost] = useState(step);
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () => groupVerdicts(verdicts, search.verdict, most),
    [verdicts, search.verdict, most],
  );
  const left = groups.reduce((sum, { count, shown }) => sum + count - shown.length, 0);

  function choose(verdict: VerdictKind | undefined): void {
    setMost(step);
    onSearch({ verdict });
  }
  function showMore(): void {
    startTransition(() => setMost(most + step));
    // The button leaves with the last of them.
    if (left <= step) list.current?.focus();
  }

  return (
    <>
      <KindFilter verdicts={verdicts} chosen={search.verdict} onChoose={choose} />
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <div
        ref={list}
        role="region"
        aria-label="Webhooks with their verdicts"
        tabIndex={0}
        className={styles.results}
      >
        {groups.length === 0 && <p>None.</p>}
        <Groups groups={groups} connectionId={connectionId} renderLink={renderLink} />
        {left > 0 && (
          <Button onClick={showMore}>
            Show {Math.min(step, left).toLocaleString('en')} more of {left.toLocaleString('en')}
          </Button>
        )}
      </div>
    </>
  );
}

type GroupsProps = Pick<VerdictGroupsProps, 'connectionId' | 'renderLink'> & {
  groups: readonly VerdictGroup[];
};

/** Not painted again by what else changes on the page, such as a search being typed. */
const Groups = memo(function Groups({ groups, connectionId, renderLink }: GroupsProps) {
  return groups
    .filter(({ shown }) => shown.length > 0)
    .map(({ kind, count, shown }) => (
      <section key={kind} className={styles.group}>
        <h4>
          {titles[kind]} <span>{count.toLocaleString('en')}</span>
        </h4>
        <VerdictList
          verdicts={shown}
          name={titles[kind]}
          renderLabel={({ webhook: { id, url } }) => (
            <span className={styles.webhook}>
              {renderLink(connectionId, id)} <span>{url}</span>
            </span>
          )}
        />
      </section>
    ));
});

interface KindFilterProps {
  verdicts: readonly RegistrationVerdict[];
  chosen: VerdictKind | undefined;
  onChoose: (kind: VerdictKind | undefined) => void;
}

function KindFilter({ verdicts, chosen, onChoose }: KindFilterProps) {
  const counts = countVerdicts(verdicts);
  return (
    <div role="group" aria-label="Filter by verdict" className={styles.filter}>
      {([undefined, ...verdictKinds] as const).map((kind) => (
        <Button key={kind ?? 'all'} aria-pressed={kind === chosen} onClick={() => onChoose(kind)}>
          {kind === undefined ? 'All' : titles[kind]}
          <strong>
            {(kind === undefined ? verdicts.length : counts[kind]).toLocaleString('en')}
          </strong>
        </Button>
      ))}
    </div>
  );
}
