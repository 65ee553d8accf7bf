import ts from 'typescript';
import { isCode } from './files.mjs';

/**
 * Files, functions and comment lines that are too long. `known` holds those that were when the
 * limit came; they may shrink, not grow.
 * @param {import('./files.mjs').SourceFile[]} files
 */
export function sizeProblems(files, rules) {
  const { file, functions } = measure(files, rules);
  return [
    ...tooLong(file, rules.known.file),
    ...tooLong(functions, rules.known.function),
    ...comments(files, rules.limits.comment),
  ];
}

/** The known exceptions with the sizes of today, as far as those are smaller. */
export function tightened(files, rules) {
  const { file, functions } = measure(files, rules);
  const smaller = (known, sizes) =>
    Object.fromEntries(
      Object.entries(known)
        .map(([name, lines]) => [name, Math.min(lines, sizes.get(name)?.lines ?? 0)])
        .filter(([name, lines]) => lines > (sizes.get(name)?.limit ?? Infinity)),
    );
  return {
    file: smaller(rules.known.file, file),
    function: smaller(rules.known.function, functions),
  };
}

function measure(files, { limits }) {
  const code = files.filter(isCode);
  const file = new Map(
    code.map(({ path, lines }) => [
      path,
      { lines: lines.length - 1, limit: isDomain(path) ? limits.domainFile : limits.file },
    ]),
  );
  const functions = new Map(
    code.flatMap(functionsOf).map(({ name, lines }) => [name, { lines, limit: limits.function }]),
  );
  return { file, functions };
}

const isDomain = (path) => /^libs\/[^/]+\/domain\//.test(path) && !path.endsWith('.spec.ts');

function tooLong(sizes, known) {
  return [...sizes].flatMap(([name, { lines, limit }]) => {
    const allowed = Math.max(limit, known[name] ?? 0);
    if (lines > allowed) return [`${name}: ${lines} lines, at most ${allowed}`];
    if (known[name] > lines) {
      return [`${name}: has become shorter; run "npm run tidy -- --tighten"`];
    }
    return [];
  });
}

/** Named as `path#name`; a function without a name has that of what it is given to. */
function functionsOf({ path, text }) {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, kind);
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body && !isSuite(node)) {
      const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line;
      const lines = lineOf(node.end) - lineOf(node.getStart(source)) + 1;
      found.push({ name: `${path}#${nameOf(node)}`, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The function given to `describe` is a chapter, not a function. */
function isSuite(node) {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText());
}

function nameOf(node) {
  if (ts.isConstructorDeclaration(node)) return `${node.parent.name?.text ?? ''}.constructor`;
  if (node.name) return node.name.getText();
  const { parent } = node;
  if (ts.isCallExpression(parent)) return parent.expression.getText().split('\n')[0];
  return parent.name?.getText() ?? 'anonymous';
}

/** Prettier breaks code; comments only their author can. */
function comments(files, limit) {
  return files.filter(isCode).flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      const isLong = /^\s*(\/\/|\/?\*)/.test(line) && line.length > limit;
      return isLong && !line.includes('://')
        ? [`${path}:${index + 1}: a comment of ${line.length} columns, at most ${limit}`]
        : [];
    }),
  );
}
