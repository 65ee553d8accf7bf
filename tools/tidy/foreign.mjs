/**
 * What belongs to one machine or one company's network and not to a public repository.
 * @param {import('./files.mjs').SourceFile[]} files
 */
export function foreignProblems(files) {
  return files.flatMap((file) => {
    const problems = lineProblems(file);
    return file.path === 'package-lock.json' ? [...problems, ...lockProblems(file)] : problems;
  });
}

const foreign = [
  [/(?<![\w.*}/-])\/(root|home\/\w+|Users\/\w+|work)\//, 'a path of one machine'],
  [/https?:\/\/[\w.-]*(registry|artifactory|verdaccio|npmmirror|nexus)[\w.-]*/i, 'a registry'],
  [/^\s*registry\s*=/, 'a registry'],
  [/(^|[\s(])(issue|pull request|PR) #\d+/i, 'an issue number'],
];

function lineProblems({ path, lines }) {
  return lines.flatMap((line, index) =>
    foreign.flatMap(([pattern, what]) =>
      pattern.test(line) ? [`${path}:${index + 1}: ${what}: ${pattern.exec(line)[0].trim()}`] : [],
    ),
  );
}

/** The lock file says what to install, not where one of us happened to fetch it from. */
function lockProblems({ path, lines }) {
  const at = lines.findIndex((line) => /"resolved": "https?:/.test(line));
  return at < 0 ? [] : [`${path}:${at + 1}: names the registry it was written with`];
}
