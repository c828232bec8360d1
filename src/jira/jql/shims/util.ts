/** What the JQL grammar's runtime asks of Node's `util` when it runs in a browser: a name for a method. */
export const inspect = { custom: Symbol.for('nodejs.util.inspect.custom') };
