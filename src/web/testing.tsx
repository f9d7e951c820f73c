import { cleanup, render, type RenderResult } from '@testing-library/react';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { afterEach } from 'vitest';
import { creerClientDeRequetes } from './requetes.ts';
import { SessionDe } from './session/session.tsx';
import type { Moi } from './session/contrat.ts';
import { Horloge } from './ui/index.ts';

/** The stopped clock of screen tests. */
export const MAINTENANT = new Date('2026-11-26T15:05:00+01:00');

export function unMoi(partie: Partial<Moi> = {}): Moi {
  return {
    id: 'p1',
    nom: 'Josiane Perrin',
    role: 'Infirmière',
    territoire: 'CPTS de l’Exemple',
    essai: false,
    droits: [],
    ...partie,
  };
}

interface OptionsDeMontage {
  readonly moi?: Moi | undefined;
  readonly client?: QueryClient | undefined;
}

/** Mounts a screen as the shell would: French, stopped clock, signed-in person, queries. Unmounted after each test. */
export function monter(
  element: ReactNode,
  { moi = unMoi(), client = creerClientDeRequetes() }: OptionsDeMontage = {},
): RenderResult {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <I18nProvider locale="fr-FR">
      <Horloge maintenant={MAINTENANT}>
        <QueryClientProvider client={client}>
          <SessionDe moi={moi}>{children}</SessionDe>
        </QueryClientProvider>
      </Horloge>
    </I18nProvider>
  );
  return render(element, { wrapper });
}

/** What an accessibility audit refuses, one line per defect; contrast needs a real browser and is measured by jetons.test.ts. */
export async function defautsDAcces(element: Element = document.body): Promise<readonly string[]> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((noeud) => `${id} : ${noeud.html}`));
}

afterEach(cleanup);
