import { posix } from 'node:path';

/**
 * Documents: one title each, a README for every project, no dead link, no command that is not
 * there, decisions numbered without a gap.
 * @param {import('./files.mjs').SourceFile[]} files
 */
export function markdownProblems(files) {
  const paths = new Set(files.map(({ path }) => path));
  const scripts = Object.keys(JSON.parse(textOf(files, 'package.json')).scripts);
  const documents = files.filter(({ path }) => path.endsWith('.md'));
  return [
    ...documents.flatMap(titleProblems),
    ...documents.flatMap((document) => linkProblems(document, paths)),
    ...documents.flatMap((document) => commandProblems(document, scripts)),
    ...readmeProblems(paths),
    ...decisionProblems(paths),
  ];
}

const textOf = (files, wanted) => files.find(({ path }) => path === wanted).text;

const withoutCode = (text) => text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '');

function titleProblems({ path, text }) {
  const titles = withoutCode(text).match(/^# /gm)?.length ?? 0;
  return titles === 1 ? [] : [`${path}: ${titles} titles ("# "), not one`];
}

function linkProblems({ path, text }, paths) {
  const targets = [...withoutCode(text).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to]) => to);
  return targets
    .filter((to) => !/^([a-z]+:|\/)/.test(to))
    .filter((to) => !exists(posix.join(posix.dirname(path), decodeURI(to)), paths))
    .map((to) => `${path}: the link to ${to} leads nowhere`);
}

/** A file, or a folder that holds one. */
function exists(target, paths) {
  const folder = `${target.replace(/\/$/, '')}/`;
  return target === '.' || paths.has(target) || [...paths].some((path) => path.startsWith(folder));
}

function commandProblems({ path, text }, scripts) {
  const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script);
  return [...new Set(commands)]
    .filter((script) => !scripts.includes(script))
    .map((script) => `${path}: "npm run ${script}" is no script of package.json`);
}

/** Its own, or that of the folder it belongs to: libs/complaints explains its domain too. */
function readmeProblems(paths) {
  return [...paths]
    .filter((path) => /^(apps|libs)\/.*\bproject\.json$/.test(path))
    .map((path) => posix.dirname(path))
    .filter((project) => !foldersUpFrom(project).some((folder) => paths.has(`${folder}/README.md`)))
    .map((project) => `${project}: no README.md, here or in a folder above`);
}

/** libs/a/b → libs/a/b, libs/a */
function foldersUpFrom(folder) {
  return folder.split('/').length < 2 ? [] : [folder, ...foldersUpFrom(posix.dirname(folder))];
}

function decisionProblems(paths) {
  const numbers = [...paths]
    .map((path) => /^docs\/decisions\/(\d{4})-[^/]+\.md$/.exec(path)?.[1])
    .filter(Boolean)
    .sort();
  return numbers
    .flatMap((number, index) => {
      const wanted = String(index + 1).padStart(4, '0');
      return number === wanted ? [] : [`docs/decisions: ${number} where ${wanted} is due`];
    })
    .slice(0, 1);
}
