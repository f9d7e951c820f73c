import { expect, test } from 'vitest';
import { compteDeRepli, comptesDeclares } from './compte.ts';

const ROOT = 'root:x:0:0:root:/root:/bin/bash';
const NOBODY = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
const POSTGRES = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash';

test('lancée par root, la base tourne sous « postgres » quand la machine le connaît', () => {
  expect(compteDeRepli([ROOT, NOBODY, POSTGRES].join('\n'))).toEqual({ uid: 101, gid: 104 });
});

test('lancée par root sans compte « postgres », la base tourne sous « nobody »', () => {
  expect(compteDeRepli([ROOT, NOBODY].join('\n'))).toEqual({ uid: 65534, gid: 65534 });
});

test('les lignes incomplètes du fichier des comptes sont ignorées', () => {
  expect([...comptesDeclares(`${ROOT}\n\n# commentaire\n+::::::\ncassé:x:abc:1\n`).keys()]).toEqual(['root']);
});
