import { useEffect, useRef } from 'react';
import type { CreatedMachineToken } from '../../jira/machine-tokens.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './tokens-page.module.css';
import { usageOf } from './usage.ts';

interface MadeTokenProps {
  token: CreatedMachineToken;
  onKept: () => void;
}

/** The only time that a token is shown, and what to do with it. */
export function MadeToken({ token, onKept }: MadeTokenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.card} aria-labelledby="made-token">
      <h2 id="made-token" ref={heading} tabIndex={-1}>
        The token for “{token.name}”
      </h2>
      <Banner tone="warning" title="This is the only time that it is shown">
        <p>
          Copy it now, and keep it where its program reads its secrets. The console keeps no copy: a
          token that is lost is revoked, and another one made.
        </p>
      </Banner>
      <div className={styles.row}>
        <code className={styles.secret}>{token.token}</code>
        <CopyButton label="Copy the token" text={() => token.token} />
      </div>
      <h3>How to use it</h3>
      <p className={styles.remark}>
        The program sends the header <code>Authorization: Bearer</code> with it. These lines expect
        it in the environment, as CONSOLE_TOKEN.
      </p>
      <dl className={styles.usage}>
        {usageOf(token, location.origin).map(({ title, lines }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach it */}
              <pre tabIndex={0}>{lines}</pre>
              <CopyButton label="Copy" before={title} text={() => lines} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.row}>
        <Button appearance="primary" onClick={onKept}>
          I have kept it
        </Button>
      </div>
    </section>
  );
}
