import { decodeBody, isText } from './body-bytes.ts';

/** One argument of a command holds at most 128 KiB on Linux (`MAX_ARG_STRLEN`); other systems take less in all. */
const longestArgument = 100_000;

/** A command that sends the body to an address of the reader's own. */
export function curlOf(bytes: Uint8Array, fileName: string): string {
  return [
    'curl --request POST "$RECEIVER_URL"',
    "--header 'Content-Type: application/json'",
    `--data-binary ${shellQuoted(dataOf(bytes, fileName))}`,
  ].join(' \\\n  ');
}

/** From the downloaded file where a command line cannot hold the body. */
function dataOf(bytes: Uint8Array, fileName: string): string {
  const fits = bytes.length <= longestArgument && !bytes.includes(0) && isText(bytes);
  // Curl reads an argument that begins with @ as the name of a file.
  if (!fits || bytes[0] === 0x40) return `@${fileName}`;
  const text = decodeBody(bytes);
  return text.isWellFormed() ? text : `@${fileName}`;
}

/** One word of a POSIX shell, whatever the text holds. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
