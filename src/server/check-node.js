// Plain JavaScript, so that a Node too old to read TypeScript can still say so.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `This needs Node 24 or newer, and found ${process.version}: install it from https://nodejs.org and try again.`,
  );
  process.exit(1);
}
