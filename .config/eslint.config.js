// The arrows of the house as lint rules: each room may import only what its row names.
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const rooms = {
  contract: {
    files: ['electron/contract/**/*.ts'],
    refused: ['^node:', '/core/', '/host/', '/shell/', '^electron$', '^(?!zod$|\\./)'],
  },
  core: {
    files: ['electron/core/**/*.ts'],
    refused: ['^node:', '/host/', '/shell/', '^electron$', '^(?!\\.{1,2}/|zod$)'],
  },
  host: {
    files: ['electron/host/**/*.ts'],
    refused: ['/shell/', '^electron$', 'renderer/', '/headless\\.ts$', '/cli\\.ts$'],
  },
  shell: { files: ['electron/shell/**/*.ts'], refused: ['renderer/'] },
  entries: {
    files: ['electron/*.ts', 'electron/cli/**/*.ts', 'electron/tasks/**/*.ts'],
    refused: ['/shell/', '^electron$', 'renderer/'],
  },
  renderer: {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    refused: ['^node:', '/core/', '/host/', '/shell/', '^electron$'],
  },
};

const impure = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'core gets time in a happening',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'core gets time in a happening',
  },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'core gets a seed' },
];

function roomRules({ files, refused }) {
  const ban = refused.map((regex) => ({
    regex,
    message: 'This arrow is not in the house (ARCHITECTURE.md, The arrows).',
  }));
  return {
    files,
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ban }] },
  };
}

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/.paradeck', '**/test-results', 'resources', 'python'] },
  ...tseslint.configs.strict,
  { languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      complexity: ['error', 12],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**', 'bench/**'],
    rules: { 'max-lines-per-function': 'off', 'max-params': 'off' },
  },
  {
    files: ['renderer/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['renderer/**'], plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  {
    files: ['electron/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...impure] },
  },
  ...Object.values(rooms).map(roomRules),
  {
    files: ['electron/setup/**/*.mjs', '.config/**'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
);
