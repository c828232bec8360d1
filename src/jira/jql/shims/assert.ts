/**
 * What the JQL grammar's runtime asks of Node's `assert` when it runs in a browser: a function that may
 * be called. The name of the export is how a CommonJS `require` gets the function itself.
 */
const assert = () => {};
export { assert as 'module.exports' };
