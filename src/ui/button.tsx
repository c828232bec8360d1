import { createContext, use, type ComponentProps, type ReactNode } from 'react';
import styles from './button.module.css';

type Appearance = 'default' | 'primary' | 'danger' | 'subtle';

/** Why whoever is here may change nothing; undefined where they may. */
export const ReadOnly = createContext<string | undefined>(undefined);

/** The look of a button, for a link that leads to where the act is done. */
export function buttonClass(appearance: Appearance = 'default'): string {
  return `${styles.button} ${styles[appearance]}`;
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  appearance?: Appearance;
  icon?: ReactNode;
  /** Why the action is not possible now. The button stays reachable, says so and does nothing. */
  unavailable?: string | undefined;
  /** Whether it changes something, so that {@link ReadOnly} holds for it. */
  changes?: boolean;
}

export function Button({
  appearance = 'default',
  icon,
  unavailable: notNow,
  changes,
  className,
  children,
  onClick,
  title,
  ...rest
}: ButtonProps) {
  const readOnly = use(ReadOnly);
  const unavailable = (changes && readOnly) || notNow;
  return (
    <button
      type="button"
      {...rest}
      className={[buttonClass(appearance), className].filter(Boolean).join(' ')}
      aria-disabled={unavailable === undefined ? undefined : true}
      title={unavailable ?? title}
      onClick={unavailable === undefined ? onClick : undefined}
    >
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  /** What it does and to what: "Refresh webhook 10012". */
  label: string;
  icon: ReactNode;
}

export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <Button
      appearance="subtle"
      {...rest}
      aria-label={label}
      title={rest.title ?? label}
      className={[styles.iconOnly, className].filter(Boolean).join(' ')}
    />
  );
}
