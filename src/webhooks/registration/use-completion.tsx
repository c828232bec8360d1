import {
  useState,
  type ChangeEvent,
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
} from 'react';
import { flushSync } from 'react-dom';
import { completions } from '../../jira/jql/complete.ts';
import styles from './fields.module.css';

interface CompletionOptions {
  id: string;
  area: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onChange: (value: string) => void;
}

/**
 * What may come at the caret. The list opens while one types or on Ctrl+Space; nothing is chosen until an
 * arrow key says so, so that Tab and Enter keep their meaning.
 */
export function useCompletion({ id, area, value, onChange }: CompletionOptions) {
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState(-1);
  const offered = caret === undefined ? undefined : completions(value, caret);
  const options = offered?.options ?? [];
  const optionId = (index: number) => `${id}-option-${index}`;

  function close(): void {
    setCaret(undefined);
    setActive(-1);
  }

  function open(element: HTMLTextAreaElement): void {
    setCaret(element.selectionStart);
    setActive(-1);
  }

  function accept(index: number): void {
    const option = options[index];
    if (!offered || !option) return;
    const inserted = `${option.text} `;
    const rest = value.slice(offered.to).replace(/^ /, '');
    const end = offered.from + inserted.length;
    // The caret can be placed only once the new text is in the field.
    flushSync(() => onChange(value.slice(0, offered.from) + inserted + rest));
    area.current?.setSelectionRange(end, end);
    setCaret(end);
    setActive(-1);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const isOpen = options.length > 0;
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      open(event.currentTarget);
    } else if (event.key === 'Enter' && (active === -1 || !isOpen)) {
      // A filter is one line to Jira; a line break would only look like one more.
      event.preventDefault();
    } else if (!isOpen) {
      return;
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(
        (active + step + options.length + (active === -1 && step === -1 ? 1 : 0)) % options.length,
      );
    } else if ((event.key === 'Enter' || event.key === 'Tab') && active !== -1) {
      event.preventDefault();
      accept(active);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  }

  return {
    areaProps: {
      'aria-autocomplete': 'list' as const,
      'aria-haspopup': 'listbox' as const,
      'aria-controls': `${id}-options`,
      'aria-activedescendant': active === -1 ? undefined : optionId(active),
      onChange(event: ChangeEvent<HTMLTextAreaElement>) {
        onChange(event.target.value.replaceAll(/[\r\n]+/g, ' '));
        open(event.target);
      },
      onKeyDown,
      onBlur: close,
      onClick: (event: SyntheticEvent<HTMLTextAreaElement>) => {
        if (caret !== undefined) open(event.currentTarget);
      },
    },
    list: (
      <div
        id={`${id}-options`}
        role="listbox"
        aria-label="What may come here"
        className={styles.options}
        hidden={options.length === 0}
      >
        {options.map(({ text, note }, index) => (
          <div
            key={text}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={styles.option}
            // Before the field loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              accept(index);
            }}
          >
            <code>{text}</code>
            {note !== undefined && <small>{note}</small>}
          </div>
        ))}
      </div>
    ),
  };
}
