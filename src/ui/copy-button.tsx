import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

interface CopyButtonProps {
  label: string;
  /** What stands visibly before several of them, and belongs to the name of each. Then there is no icon. */
  before?: string;
  text: () => string | Promise<string>;
}

/** Copies the exact text and says that it did, or that the browser would not. */
export function CopyButton({ label, before, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();

  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(setOutcome, 2500, undefined);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(await text());
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  }

  return (
    <Button
      icon={
        outcome === 'copied' ? (
          <Check size={16} aria-hidden />
        ) : before === undefined ? (
          <Copy size={16} aria-hidden />
        ) : undefined
      }
      onClick={() => void copy()}
    >
      {outcome !== 'refused' && before !== undefined && (
        <span className="visually-hidden">{before} </span>
      )}
      {outcome === 'refused' ? 'The browser refused to copy' : label}
      <span role="status" className="visually-hidden">
        {outcome === 'copied' ? 'Copied' : ''}
      </span>
    </Button>
  );
}
