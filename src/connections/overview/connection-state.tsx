import { Link } from '@tanstack/react-router';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Lozenge } from '../../ui/tag.tsx';
import { SignInAgain } from '../connect/sign-in-again.tsx';
import styles from './connection-state.module.css';

/** The state in a word, for what does not work by itself. */
export function StateLozenges({ problem, paused }: ConnectionSummary) {
  return (
    <>
      {problem && <Lozenge tone="danger">{problemNames[problem.kind]}</Lozenge>}
      {paused && <Lozenge tone="neutral">Paused</Lozenge>}
    </>
  );
}

const problemNames = { 'sign-in-again': 'Sign-in needed', unusable: 'Can’t be used' };

/** In the place of numbers, since nothing can be read: why, and what to do. */
export function WhatToDo({ connection }: { connection: ConnectionSummary }) {
  const { id, problem, limit } = connection;
  const reason = reasonOf(connection);
  return (
    <div className={styles.state}>
      <p className={styles.reason} title={reason}>
        {reason} <span className={styles.limit}>Up to {limit} webhooks.</span>
      </p>
      {problem?.kind === 'sign-in-again' ? (
        <SignInAgain connection={connection} />
      ) : (
        <Link to="/$connection/settings" params={{ connection: id }} className={buttonClass()}>
          Settings
          <span className="visually-hidden"> of {connection.name}</span>
        </Link>
      )}
    </div>
  );
}

function reasonOf({ problem }: ConnectionSummary): string {
  if (!problem) return 'Nothing is sent to this site until it is resumed.';
  return problem.kind === 'sign-in-again'
    ? `The consent has ended: ${problem.reason}`
    : problem.reason;
}
