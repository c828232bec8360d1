import { buttonClass } from '../ui/button.tsx';
import styles from './-console-header.module.css';

/** Past the header by one key (WCAG 2.4.1). Not by a hash: the address holds the state of the screen. */
export function SkipButton() {
  return (
    <div className={`visually-hidden ${styles.skip}`}>
      <button type="button" className={buttonClass()} onClick={skip}>
        Skip to the content
      </button>
    </div>
  );
}

function skip() {
  const main = document.querySelector('main');
  if (!main) return;
  main.tabIndex = -1;
  main.focus();
}
