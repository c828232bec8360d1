import { buttonClass } from './button.tsx';
import styles from './skip-button.module.css';

interface SkipButtonProps {
  children: string;
  onSkip: () => void;
}

/** A way past what is chosen rarely to what one comes for (WCAG 2.4.1): there while it has the focus. */
export function SkipButton({ children, onSkip }: SkipButtonProps) {
  return (
    <button type="button" className={`${buttonClass()} ${styles.skip}`} onClick={onSkip}>
      {children}
    </button>
  );
}
