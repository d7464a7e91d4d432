import js from '@eslint/js';
import globals from 'globals';

// Paths are relative to the repository, where npm's scripts run ESLint.
export default [
  { ignores: ['target/', 'data/', 'webapp/js/compose/emoji-list.js'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['webapp/**'], languageOptions: { globals: globals.browser } },
  { files: ['src/test/node/**', 'bench/**', 'docs/examples/**'], languageOptions: { globals: globals.node } },
  {
    files: ['src/test/tutorial/**'],
    languageOptions: { sourceType: 'script', globals: { ...globals.browser, io: 'readonly' } },
  },
];
