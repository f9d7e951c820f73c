import { expect, test } from 'vitest';
import { lireConfig } from './config.ts';
import { sortiesDe } from './sorties-de-la-maison.ts';

const REELLE = {
  CORDEE_PROFIL: 'territoire',
  DATABASE_URL: 'postgres://cordee:x@localhost/cordee',
  CORDEE_PSC: 'production',
  CORDEE_PSC_CLIENT: 'c',
  CORDEE_PSC_SECRET: 'kR7pTq2wZm9xVb4n',
  CORDEE_INSI: 'https://insi.exemple.fr/insi',
  CORDEE_SORTIES: 'logiciel.exemple.fr, *.hopital.fr:8443',
};
const permises = (env: Record<string, string | undefined>, adresses: readonly string[]): readonly string[] => {
  const sorties = sortiesDe(lireConfig(env), 'https://cordee.pays-dorsene.fr');
  return adresses.filter((adresse) => sorties.permet(new URL(adresse)));
};

test('une maison n’appelle que ses services raccordés et les receveurs que son exploitant a nommés', () => {
  const oui = [
    'https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet',
    'https://insi.exemple.fr/insi',
    'https://logiciel.exemple.fr/recevoir',
    'https://sih.hopital.fr:8443/fhir',
  ];
  const non = [
    'https://auth.bas.psc.esante.gouv.fr/',
    'https://mtls.esw.esante.gouv.fr/',
    'https://sih.hopital.fr/',
    'https://insi.exemple.fr:8443/',
    'http://127.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'https://cordee.pays-dorsene.fr/',
  ];
  expect(permises(REELLE, [...oui, ...non])).toEqual(oui);
});

test('par certificat, les adresses voisines que Pro Santé Connect garde pour lui s’ouvrent aussi', () => {
  const parCertificat = {
    ...REELLE,
    CORDEE_PSC_SECRET: undefined,
    CORDEE_PSC_CERTIFICAT: '/etc/psc.pem',
    CORDEE_PSC_CLE: '/etc/psc.cle.pem',
    CORDEE_PSC_ESPACE: 'confiance',
  };
  const voisines = ['https://mtls.esw.esante.gouv.fr/token', 'https://esante.gouv.fr/', 'https://esw.esante.gouv.fr/'];
  expect(permises(parCertificat, voisines)).toEqual(voisines.slice(0, 1));
});

test('raccordée à rien, elle n’appelle personne ; un essai n’appelle que cette machine', () => {
  const rien = { CORDEE_PROFIL: 'territoire', DATABASE_URL: 'postgres://cordee:x@localhost/cordee' };
  const adresses = ['https://insi.exemple.fr/', 'http://127.0.0.1:4000/', 'http://localhost:3000/', 'http://[::1]:1/'];
  expect(permises(rien, adresses)).toEqual([]);
  expect(permises({}, adresses)).toEqual(adresses.slice(1));
});
