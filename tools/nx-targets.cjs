// Gives every app and lib the targets `lint` and `test`, so that no project.json repeats them.
const { dirname } = require('node:path');

const targetsOf = (folder) => ({
  lint: {
    command: `node tools/lint.mjs ${folder}`,
    inputs: ['default', '^production'],
    cache: true,
  },
  test: {
    command: `jest --passWithNoTests ${folder}/`,
    inputs: ['default', '^production'],
    cache: true,
  },
});

module.exports = {
  createNodesV2: [
    '{apps,libs}/**/project.json',
    (files) =>
      files.map((file) => {
        const folder = dirname(file);
        return [file, { projects: { [folder]: { root: folder, targets: targetsOf(folder) } } }];
      }),
  ],
};
