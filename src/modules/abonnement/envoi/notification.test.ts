import type { Bundle, Parameters } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creerValidateur } from '#fhir/validateur/index.ts';
import { CONTENUS, GESTES } from '../vocabulaire.ts';
import { paquet, type Annonce, type EvenementDit } from './notification.ts';

const CADRE = {
  base: 'https://cordee.invalid/fhir',
  maintenant: new Date('2026-11-24T08:00:00Z'),
  nouvelId: () => '63c28e8a-f402-43e4-beb2-75b1c0f6833f',
};

const unEvenement: fc.Arbitrary<EvenementDit> = fc.record({
  numero: fc.nat().map((n) => n + 1),
  type: fc.constantFrom('Task', 'Observation'),
  id: fc.uuid(),
  version: fc.nat().map((n) => n + 1),
  geste: fc.constantFrom(...GESTES),
  le: fc.constant(new Date('2026-11-24T07:59:00Z')),
  texte: fc.constantFrom(undefined, '{\n "resourceType":"Basic",\n "code":{"text":"essai"}\n}'),
});

const uneAnnonce: fc.Arbitrary<Annonce> = fc.record({
  abonnement: fc.uuid(),
  etat: fc.constantFrom('demande', 'actif', 'panne', 'eteint'),
  sujet: fc.constantFrom(undefined, 'urn:cordee:sujet:Task'),
  genre: fc.constantFrom('handshake', 'heartbeat', 'event-notification', 'query-event'),
  dernier: fc.nat(),
  contenu: fc.constantFrom(...CONTENUS),
  evenements: fc.array(unEvenement, { maxLength: 5 }),
});

test('toute notification est un Bundle d’historique valide dont la première entrée dit l’état', () => {
  const validateur = creerValidateur({ paquets: [] });
  fc.assert(
    fc.property(uneAnnonce, (annonce) => {
      const bundle = JSON.parse(paquet(annonce, CADRE)) as Bundle;
      const [premiere, ...autres] = bundle.entry ?? [];
      expect(bundle.type).toBe('history');
      expect(premiere?.resource?.resourceType).toBe('Parameters');
      expect(autres).toHaveLength(annonce.contenu === 'full-resource' ? annonce.evenements.length : 0);
      const bilan = validateur.valider(bundle);
      expect(bilan.issues.filter((i) => i.severity === 'error')).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('vide, elle ne dit ni le sujet ni ce qui a changé ; sans contenu, aucune ressource', () => {
  fc.assert(
    fc.property(uneAnnonce, (annonce) => {
      const texte = paquet(annonce, CADRE);
      const statut = (JSON.parse(texte) as Bundle).entry?.[0]?.resource as Parameters;
      const noms = (statut.parameter ?? []).flatMap((p) => [p.name, ...(p.part ?? []).map((q) => q.name)]);
      const vide = annonce.contenu === 'empty';
      expect(noms.includes('focus')).toBe(!vide && annonce.evenements.length > 0);
      expect(noms.includes('topic')).toBe(!vide && annonce.sujet !== undefined);
      expect(texte.includes('Basic') && annonce.contenu !== 'full-resource').toBe(false);
    }),
  );
});
