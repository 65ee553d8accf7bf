const ranges = { kills: [0, 100_000], seed: [0, 2 ** 31 - 1], clients: [1, 50] };

/**
 * @param {string[]} args  what stands behind `npm run torture --`
 * @returns {{ kills: number, seed: number, clients: number, report?: string, distributed: boolean,
 *   eventstoredb: boolean, keep: boolean, json: boolean, help: boolean, wrong?: string }}
 *   wrong: a sentence on what was not understood
 */
export function tortureOptions(args) {
  const today = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  const flags = { distributed: false, eventstoredb: false, keep: false, json: false, help: false };
  const options = { kills: 10, seed: today, clients: 12, ...flags };
  for (let index = 0; index < args.length; index++) {
    const [name, attached] = args[index].split(/=(.*)/s);
    const option = name === '-h' ? 'help' : (/^--(.+)/.exec(name)?.[1] ?? '');
    const value = () => attached ?? args[++index] ?? '';
    if (Object.hasOwn(flags, option)) options[option] = true;
    else if (option === 'report') options.report = value();
    else if (Object.hasOwn(ranges, option)) setNumber(options, option, value());
    else options.wrong ??= `Unknown option: ${args[index]}`;
  }
  if (options.distributed && options.eventstoredb) {
    options.wrong ??= 'Either --distributed or --eventstoredb: not both at once.';
  }
  return options;
}

function setNumber(options, name, text) {
  const [from, to] = ranges[name];
  options[name] = Number(text);
  if (text !== '' && Number.isInteger(options[name])) {
    if (options[name] >= from && options[name] <= to) return;
  }
  options.wrong ??= `--${name} must be a whole number from ${from} to ${to}; it is "${text}".`;
}
