// What stands behind the name of a command. Old Node must be able to read it: start.mjs imports it.

/**
 * What is not known is told instead of being passed over: nothing is done then.
 * @param {string} usage  printed for --help
 * @param {{ flags?: string[], isWord?: (word: string) => boolean }} known
 *   isWord: what may stand there besides options; nothing unless told
 * @returns {{ flags: string[], words: string[] } | undefined}  undefined: there is nothing to do
 */
export function optionsOf(usage, { flags = [], isWord = () => false } = {}) {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return undefined;
  }
  const isFlag = (arg) => arg.startsWith('-');
  const unknown = args.find((arg) => !(isFlag(arg) ? flags.includes(arg) : isWord(arg)));
  if (unknown !== undefined) {
    console.error(`Unknown option: ${unknown}\n\n${usage}`);
    process.exitCode = 1;
    return undefined;
  }
  return { flags: args.filter(isFlag), words: args.filter((arg) => !isFlag(arg)) };
}
