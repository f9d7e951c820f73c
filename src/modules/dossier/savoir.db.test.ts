import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ajouterAuCercle } from '#modules/cercle/index.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import type { ResumeVu } from './contract-vues.ts';
import {
  claire,
  karim,
  maisonDeTest,
  martin,
  mmeAubryEtSonCercle,
  nadia,
  sophie,
  type MaisonDeTest,
} from './testing.ts';

let maison: MaisonDeTest;
let patient: string;
const resume = (acteur: typeof nadia) => maison.voir<ResumeVu>(acteur, 'dossier.resume', { patient });

beforeAll(async () => {
  maison = await maisonDeTest();
  patient = await mmeAubryEtSonCercle(maison);
});
afterAll(() => maison.fermer());

beforeAll(async () => {
  await maison.faire(nadia, 'dossier.ajouterASavoir', { patient, texte: 'Chute le 3 novembre', type: 'MED' });
  await maison.faire(karim, 'dossier.ajouterASavoir', { patient, texte: 'Vit seule, deuxième étage', type: 'SOC' });
  await maison.faire(claire, 'dossier.ajouterASavoir', { patient, texte: 'Sonner deux fois', type: 'COO' });
});

describe('« ceci est faux »', () => {
  const ligne = async (acteur: typeof nadia, texte: string) => {
    const trouvee = (await resume(acteur)).aSavoir.find((l) => l.texte === texte);
    if (trouvee === undefined) throw new Error(`pas de ligne « ${texte} »`);
    return trouvee;
  };

  test('l’auteur est prévenu avec un délai, la ligne dit qu’elle est contestée, il la corrige et tout se referme', async () => {
    const chute = await ligne(martin, 'Chute le 3 novembre');
    expect(chute.aMoiDeRepondre).toBe(false);
    expect(
      await maison.faire(martin, 'dossier.signalerFaux', {
        id: chute.id,
        version: chute.version,
        motif: 'C’était le 4',
      }),
    ).toMatchObject({ a: 'Nadia Ferrand' });
    const vue = await resume(nadia);
    expect(vue.mains.find(({ genre }) => genre === 'tache')).toMatchObject({
      qui: 'Nadia Ferrand',
      etat: 'attend',
      cestMoi: true,
    });
    const contestee = await ligne(nadia, 'Chute le 3 novembre');
    expect(contestee.conteste).toMatchObject({ par: 'Dr Paul Martin', motif: 'C’était le 4' });
    await expect(
      maison.faire(martin, 'dossier.signalerFaux', { id: chute.id, version: contestee.version, motif: 'encore' }),
    ).rejects.toMatchObject({ code: 'dossier.deja_conteste' });
    await expect(
      maison.faire(martin, 'dossier.repondreASavoir', {
        id: chute.id,
        version: contestee.version,
        decision: 'retirer',
      }),
    ).rejects.toMatchObject({ code: 'dossier.pas_auteur' });
    await maison.faire(nadia, 'dossier.repondreASavoir', {
      id: chute.id,
      version: contestee.version,
      decision: 'corriger',
      texte: 'Chute le 4 novembre',
    });
    const apres = await ligne(martin, 'Chute le 4 novembre');
    expect(apres.conteste).toBeUndefined();
    expect((await resume(nadia)).mains.some(({ genre }) => genre === 'tache')).toBe(false);
  });

  test('sans réponse de l’auteur, la question remonte au DAC, à quelqu’un d’autre, qui peut lire la ligne et répondre', async () => {
    const seule = await ligne(martin, 'Vit seule, deuxième étage');
    await maison.faire(martin, 'dossier.signalerFaux', {
      id: seule.id,
      version: seule.version,
      motif: 'Sa sœur habite avec elle',
    });
    maison.horloge.avancer(5 * 24 * 3_600_000);
    await maison.sonner();
    const [main] = (await resume(sophie)).mains.filter(({ genre }) => genre === 'tache');
    expect(main).toMatchObject({ qui: 'Sophie Marchand', etat: 'retard', cestMoi: true });
    const vue = await ligne(sophie, 'Vit seule, deuxième étage');
    expect(vue.aMoiDeRepondre).toBe(true);
    await maison.faire(sophie, 'dossier.repondreASavoir', { id: vue.id, version: vue.version, decision: 'retirer' });
    expect((await resume(martin)).aSavoir.map(({ texte }) => texte)).not.toContain('Vit seule, deuxième étage');
  });

  test('« c’est toujours vrai » rafraîchit la ligne sans changer son auteur ; sur une version périmée, rien n’est écrit', async () => {
    const sonner = await ligne(martin, 'Sonner deux fois');
    maison.horloge.avancer(24 * 3_600_000);
    await maison.faire(martin, 'dossier.confirmerASavoir', { id: sonner.id, version: sonner.version });
    const revue = await ligne(claire, 'Sonner deux fois');
    expect(revue).toMatchObject({
      auteur: 'Claire Dumas',
      verifiePar: 'Dr Paul Martin',
      verifieLe: maison.horloge.maintenant().toISOString(),
    });
    await expect(
      maison.faire(claire, 'dossier.confirmerASavoir', { id: sonner.id, version: sonner.version }),
    ).rejects.toMatchObject({ code: 'cordee.version_perimee' });
    await expect(
      maison.faire(claire, 'dossier.signalerFaux', { id: revue.id, version: revue.version, motif: 'x' }),
    ).rejects.toMatchObject({ code: 'dossier.auteur_corrige' });
  });
});

test('une ligne que personne n’a écrite (reprise d’un autre système) est confiée au DAC quand on la dit fausse', async () => {
  const automate = unActeur('coordinateur_appui', 'Device/reprise', { refs: ['Device/reprise'], nom: 'Reprise' });
  await maison.dans(nadia, (tx) =>
    ajouterAuCercle(tx, patient, {
      membre: automate.ref,
      nom: 'Reprise',
      fonction: 'Reprise',
      fondement: 'porte1',
      debut: maison.horloge.maintenant(),
    }),
  );
  const { id } = await maison.faire<{ id: string }>(automate, 'dossier.ajouterASavoir', {
    patient,
    texte: 'Portail rouge',
    type: 'COO',
  });
  const envoi = await maison.faire<{ a: string }>(martin, 'dossier.signalerFaux', {
    id,
    version: 1,
    motif: 'Il est vert',
  });
  expect(envoi.a).toBe('Sophie Marchand');
});
