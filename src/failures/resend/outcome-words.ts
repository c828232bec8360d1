import type { ResendAttempt } from '../../jira/resend.ts';
import type { Tone } from '../../ui/tag.tsx';

export interface OutcomeWords {
  tone: Tone;
  /** In a word or two, for a list. */
  label: string;
  title: string;
  /** What it means and what to do. */
  advice: string;
}

/** Where an attempt went, as a person would name it. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? url;

/** What became of an attempt, as one would say it; the console's own reason stands beside it. */
export function outcomeWords({ url, outcome }: ResendAttempt): OutcomeWords {
  const host = hostOf(url);
  switch (outcome.state) {
    case 'sending':
      return {
        tone: 'information',
        label: 'Being sent',
        title: `Being sent to ${host}…`,
        advice: 'It goes on when this is closed.',
      };
    case 'answered':
      return answeredWords(host, outcome.status, formatMilliseconds(outcome.durationMs));
    case 'refused':
      return {
        tone: 'warning',
        label: 'Not sent',
        title: 'The console did not send it',
        advice: 'Nothing left the console. Whoever runs it decides what it may send to.',
      };
    case 'failed':
      return {
        tone: 'danger',
        label: 'No connection',
        title: `There was no connection to ${host}`,
        advice: 'Nothing can have arrived, so that it can be sent once more.',
      };
    case 'unknown':
      return {
        tone: 'warning',
        label: 'Unknown',
        title: 'Nobody knows whether it arrived',
        advice:
          'It was sent, in part at least, and no answer came. Look at the receiver’s own records before you send it once more.',
      };
  }
}

function answeredWords(host: string, status: number, after: string): OutcomeWords {
  const said = `${host} answered ${status} after ${after}`;
  const label = `Answered ${status}`;
  // What Jira takes for a delivery that arrived.
  if (status >= 200 && status < 300) {
    return { tone: 'success', label, title: said, advice: 'The receiver took it.' };
  }
  if (status >= 300 && status < 400) {
    const advice =
      'It points to another address (its Location). That was not followed: send it there yourself if it belongs there.';
    return { tone: 'warning', label, title: said, advice };
  }
  const advice = 'The receiver got it and did not take it. Its own words, if any, stand below.';
  return { tone: 'danger', label, title: said, advice };
}

function formatMilliseconds(duration: number): string {
  return duration < 1000 ? `${duration} ms` : `${(duration / 1000).toFixed(1)} s`;
}
