import { defineConfig } from 'vitest/config';

const commun = { testTimeout: 30_000, hookTimeout: 60_000, setupFiles: ['src/lib/tests/graine.ts'] };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...commun,
          name: 'regles',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.{db,contract,http}.test.ts'],
        },
      },
      {
        test: {
          ...commun,
          name: 'base',
          include: ['src/**/*.{db,contract,http}.test.ts', 'fautes/**/*.db.test.ts'],
          globalSetup: ['src/lib/tests/base-commune.ts'],
        },
      },
      {
        test: {
          ...commun,
          name: 'ecrans',
          environment: 'jsdom',
          include: ['src/**/*.screen.test.tsx'],
          setupFiles: [...commun.setupFiles, 'src/web/testing-attente.ts'],
        },
      },
      {
        test: {
          ...commun,
          name: 'parcours',
          testTimeout: 180_000,
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: ['e2e/outils/maison-commune.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
