import styles from './body-viewer.module.css';

interface MaskingSwitchProps {
  isMasked: boolean;
  onChange: (isMasked: boolean) => void;
}

/** The one switch for all bodies. While it is on, the screen says so. */
export function MaskingSwitch({ isMasked, onChange }: MaskingSwitchProps) {
  return (
    <div className={styles.masking}>
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={isMasked}
          aria-checked={isMasked}
          onChange={({ target }) => onChange(target.checked)}
        />
        Mask personal data
      </label>
      <span role="status" className={styles.note}>
        {isMasked &&
          'Masked: what is shown, found, copied, compared and downloaded has stand-ins for users, mail addresses and account ids. Names in free text may remain.'}
      </span>
    </div>
  );
}

/** `body.json` becomes `body-masked.json`. */
export function maskedFileName(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-masked${name.slice(dot)}` : `${name}-masked`;
}
