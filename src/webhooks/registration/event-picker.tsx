import { Braces } from 'lucide-react';
import { useState } from 'react';
import { registrableEvents, type WebhookEvent } from '../../jira/events.ts';
import { IconButton } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './event-picker.module.css';

interface EventPickerProps {
  chosen: readonly string[];
  error: string | undefined;
  onChange: (events: string[]) => void;
  onSample: (event: string) => void;
}

const groups = [...new Set(registrableEvents.map(({ group }) => group))];

/** All that a dynamic webhook can listen to, in groups, each with what sets it off and what narrows it. */
export function EventPicker({ chosen, error, onChange, onSample }: EventPickerProps) {
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = registrableEvents.filter((event) =>
    words.every((word) =>
      `${event.name} ${event.group} ${event.trigger}`.toLowerCase().includes(word),
    ),
  );
  return (
    <fieldset className={styles.picker}>
      <legend>
        Events <span className={styles.count}>{chosen.length} chosen</span>
      </legend>
      {error !== undefined && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <SearchField label="Search events" value={text} onChange={setText} />
      {found.length === 0 && <p>No event is called that.</p>}
      <div className={styles.groups}>
        {groups.map((group) => {
          const events = found.filter((event) => event.group === group);
          if (events.length === 0) return null;
          return (
            <div key={group} role="group" aria-label={`${group} events`} className={styles.group}>
              <h3>
                {group}{' '}
                <small>
                  {events[0]?.jql ? 'JQL applies' : 'no filter applies: the whole site'}
                </small>
              </h3>
              {events.map((event) => (
                <EventChoice
                  key={event.name}
                  event={event}
                  chosen={chosen.includes(event.name)}
                  onToggle={(checked) =>
                    onChange(
                      registrableEvents
                        .map(({ name }) => name as string)
                        .filter((name) => (name === event.name ? checked : chosen.includes(name))),
                    )
                  }
                  onSample={onSample}
                />
              ))}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

interface EventChoiceProps {
  event: WebhookEvent;
  chosen: boolean;
  onToggle: (checked: boolean) => void;
  onSample: (event: string) => void;
}

function EventChoice({ event, chosen, onToggle, onSample }: EventChoiceProps) {
  return (
    <div className={styles.choice}>
      <label>
        <input
          type="checkbox"
          aria-label={event.name}
          checked={chosen}
          onChange={({ target: { checked } }) => onToggle(checked)}
        />
        <span>
          <code>{event.name}</code>
          {event.fieldIds && <Tag>field filter</Tag>}
          {event.propertyKeys && <Tag>property filter</Tag>}
          <small>{event.trigger}</small>
        </span>
      </label>
      <IconButton
        label={`Sample of ${event.name}`}
        icon={<Braces size={16} aria-hidden />}
        onClick={() => onSample(event.name)}
      />
    </div>
  );
}
