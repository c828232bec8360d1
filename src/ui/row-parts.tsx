import styles from './row-table.module.css';

interface RowCheckboxProps {
  label: string;
  checked: boolean;
  tabIndex: number;
  /** `toHere` with Shift: all from the one chosen before. */
  onSelect: (checked: boolean, toHere: boolean) => void;
}

/** Chooses a row. */
export function RowCheckbox({ label, checked, tabIndex, onSelect }: RowCheckboxProps) {
  return (
    <label className={styles.checkbox}>
      <input
        type="checkbox"
        tabIndex={tabIndex}
        data-control="select"
        aria-label={label}
        checked={checked}
        onChange={({ target, nativeEvent }) => {
          const { shiftKey = false } = nativeEvent as Partial<MouseEvent>;
          onSelect(target.checked, shiftKey);
        }}
      />
    </label>
  );
}

/** The host, by which receivers are told apart, and below it the rest of the address. */
export function UrlLines({ url }: { url: string }) {
  const [, origin = '', rest = url] = /^(https?:\/\/[^/?#]*)(.*)$/.exec(url) ?? [];
  return (
    <>
      <span className={styles.line}>{origin.replace('https://', '')}</span>
      <span className={`${styles.line} ${styles.quiet}`}>{rest}</span>
    </>
  );
}
