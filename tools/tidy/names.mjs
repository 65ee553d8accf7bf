/**
 * Names that say nothing about what a file or folder holds.
 * @param {import('./files.mjs').SourceFile[]} files
 */
export function nameProblems(files, { bannedNames }) {
  const paths = files.map(({ path }) => path).filter((path) => /^(apps|libs|tools)\//.test(path));
  const seen = new Set();
  return paths.flatMap((path) =>
    path.split('/').flatMap((name, depth, all) => {
      const place = all.slice(0, depth + 1).join('/');
      if (seen.has(place)) return [];
      seen.add(place);
      const banned = name.split(/[.-]/).find((word) => Object.hasOwn(bannedNames, word));
      return banned ? [`${place}: name it after ${bannedNames[banned]}, not "${banned}"`] : [];
    }),
  );
}
