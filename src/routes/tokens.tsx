import { createFileRoute } from '@tanstack/react-router';
import { TokensPage } from '../connections/tokens/tokens-page.tsx';

/** Tokens for programs. */
export const Route = createFileRoute('/tokens')({ component: TokensPage });
