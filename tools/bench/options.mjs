import { Problem } from '../problem.mjs';

export const known = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9'];
const eventsMin = 1_000;

/**
 * @param {string[]} args  what stands behind `npm run bench --`
 * @returns {{ only: string[], events: number, json: boolean, help: boolean }}
 */
export function benchOptions(args) {
  const options = { only: known, events: 1_000_000, json: false, help: false };
  for (let index = 0; index < args.length; index++) {
    const [name, attached] = args[index].split(/=(.*)/s);
    const value = () => attached ?? args[++index] ?? missing(name);
    if (name === '--help' || name === '-h') options.help = true;
    else if (name === '--json') options.json = true;
    else if (name === '--only') options.only = benchmarksIn(value());
    else if (name === '--events') options.events = eventsIn(value());
    else throw new Problem(`Unknown option: ${name}. See npm run bench -- --help.`);
  }
  return options;
}

function missing(name) {
  throw new Problem(`${name} needs a value, e.g. ${name} ${name === '--only' ? 'P1' : 100_000}.`);
}

function benchmarksIn(text) {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return known.filter((id) => ids.includes(id));
  throw new Problem(`There is no benchmark "${unknown}"; there are ${known.join(', ')}.`);
}

function eventsIn(text) {
  const events = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(events) && events >= eventsMin) return events;
  throw new Problem(`--events must be a number from ${eventsMin} on; it is "${text}".`);
}
