import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['messagerie'];
const fil = z.string();
/** Names only: the address of a patient carries its INS and never enters a fact (MSS-05). */
const nom = z.string();

export const MessageRecu = definirFait('MessageRecu.v1', {
  donnees: z.object({ fil, communication: z.string(), de: nom, automatique: z.boolean() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: d.automatique ? `Réponse automatique de ${d.de}` : `Message de ${d.de}` }),
});

export const MessageEcrit = definirFait('MessageEcrit.v1', {
  donnees: z.object({ fil, communication: z.string(), a: nom }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Message à ${d.a}` }),
});

export const MessageAnnule = definirFait('MessageAnnule.v1', {
  donnees: z.object({ fil, a: nom }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Message à ${d.a} repris avant son départ` }),
});

export const MessageNonRemis = definirFait('MessageNonRemis.v1', {
  donnees: z.object({ fil, communication: z.string(), a: nom, motif: z.string(), telephone: z.string().optional() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `Message à ${d.a} non remis`,
    detail: d.telephone === undefined ? d.motif : `${d.motif} Autre moyen : appeler le ${d.telephone}.`,
  }),
});

export const MessageLu = definirFait('MessageLu.v1', {
  donnees: z.object({ fil, communication: z.string(), par: nom }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Message lu par ${d.par}`, detail: 'Lu ne veut pas dire pris en charge.' }),
});

export const MessagePris = definirFait('MessagePris.v1', {
  donnees: z.object({ fil, qui: nom, de: nom }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `${d.qui} prend le message de ${d.de}` }),
});

export const MessageClasse = definirFait('MessageClasse.v1', {
  donnees: z.object({ fil, qui: nom, de: nom, motif: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `${d.qui} classe le message de ${d.de}`, ...(d.motif === '' ? {} : { detail: d.motif }) }),
});

export const MessageRattache = definirFait('MessageRattache.v1', {
  donnees: z.object({ fil, qui: nom, de: nom }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `${d.qui} rattache ici les messages échangés avec ${d.de}` }),
});

export const MessageRelaye = definirFait('MessageRelaye.v1', {
  donnees: z.object({ fil, qui: nom, a: nom, moyen: z.enum(['telephone', 'autre']), note: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `${d.qui} a joint ${d.a} ${d.moyen === 'telephone' ? 'par téléphone' : 'autrement'}`,
    ...(d.note === '' ? {} : { detail: d.note }),
  }),
});

export const MessageRemonte = definirFait('MessageRemonte.v1', {
  donnees: z.object({ fil, de: nom, a: nom, attendu: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Sans suite de ${d.de} : le message remonte à ${d.a}`, detail: d.attendu }),
});

export const MessageMisEnQuarantaine = definirFait('MessageMisEnQuarantaine.v1', {
  donnees: z.object({ courriel: z.string(), raison: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: 'Un message reçu n’a pas pu être lu', detail: d.raison }),
});

export const MessageEcarte = definirFait('MessageEcarte.v1', {
  donnees: z.object({ courriel: z.string(), qui: nom, motif: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `${d.qui} a regardé le message illisible et l’écarte`, detail: d.motif }),
});

export const MessageRelu = definirFait('MessageRelu.v1', {
  donnees: z.object({ courriel: z.string(), qui: nom }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `${d.qui} a fait relire un message mis de côté : il est rangé` }),
});

export const PieceMiseDeCote = definirFait('PieceMiseDeCote.v1', {
  donnees: z.object({ fil, de: nom, piece: z.string(), menace: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `Pièce jointe dangereuse de ${d.de}, mise de côté`,
    detail: `« ${d.piece} » contient un virus (${d.menace}). Elle ne s’ouvre pas ; le message se lit sans risque. Prévenez ${d.de}.`,
  }),
});

export const FAITS = [
  MessageRecu,
  MessageEcrit,
  MessageAnnule,
  MessageNonRemis,
  MessageLu,
  MessagePris,
  MessageClasse,
  MessageRattache,
  MessageRelaye,
  MessageRemonte,
  MessageMisEnQuarantaine,
  MessageEcarte,
  MessageRelu,
  PieceMiseDeCote,
];
