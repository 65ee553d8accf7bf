/**
 * Words that are banned, each with what to write instead.
 * @param {import('./files.mjs').SourceFile[]} files
 */
export function wordProblems(files, { bannedWords }) {
  const banned = Object.entries(bannedWords).map(([pattern, instead]) => ({
    pattern: new RegExp(pattern),
    instead,
  }));
  return files
    .filter(({ path }) => /\.(ts|tsx|mjs|cjs|md|ya?ml|css|html)$/.test(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) =>
        banned.flatMap(({ pattern, instead }) => {
          const word = pattern.exec(line)?.[0];
          return word ? [`${path}:${index + 1}: "${word}": write ${instead}`] : [];
        }),
      ),
    );
}
