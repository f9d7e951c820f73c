import { MessageSquarePlus } from 'lucide-react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, Formulaire, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { formaterJour } from '#web/format.ts';
import { noter, retirerNote } from '../contract.ts';
import s from './Annuaire.module.css';
import type { Fiche } from './FichePage.tsx';
import { FICHE } from './textes.ts';

interface Proprietes {
  readonly fiche: Fiche;
  readonly ouvert: boolean;
  readonly onOuvrir: (ouvert: boolean) => void;
}

/** What the territory knows that no national file says, each line signed and dated. */
export function Notes({ fiche, ouvert, onOuvrir }: Proprietes) {
  const maintenant = useMaintenant();
  const retrait = useAction(retirerNote, { apres: () => notifier(FICHE.noteRetiree) });
  return (
    <Strate titre={FICHE.notes}>
      {fiche.notes.length === 0 ? (
        <p className={s['douce']}>{FICHE.sansNotes}</p>
      ) : (
        <ul>
          {fiche.notes.map((note) => (
            <li key={note.id} className={s['note']}>
              <span>
                {note.texte}{' '}
                <span className={s['douce']}>
                  ({note.par}, {formaterJour(note.le, maintenant)})
                </span>
              </span>
              {note.mienne && (
                <Bouton
                  variante="discret"
                  enCours={retrait.enCours}
                  onPress={() => retrait.executer({ id: note.id })}
                  nomComplet={`${FICHE.retirerNote} : ${note.texte}`}
                >
                  {FICHE.retirerNote}
                </Bouton>
              )}
            </li>
          ))}
        </ul>
      )}
      {ouvert ? (
        <Noter reference={fiche.carte.ref} onFait={() => onOuvrir(false)} />
      ) : (
        <Rang>
          <Bouton icone={<MessageSquarePlus aria-hidden size={20} />} onPress={() => onOuvrir(true)}>
            {FICHE.noter}
          </Bouton>
        </Rang>
      )}
    </Strate>
  );
}

function Noter({ reference, onFait }: { readonly reference: string; readonly onFait: () => void }) {
  const brouillon = useBrouillon(`annuaire.noter:${reference}`, { texte: '' });
  const envoi = useAction(noter, {
    apres: () => {
      brouillon.effacer();
      notifier(FICHE.noteAjoutee);
      onFait();
    },
  });
  return (
    <Formulaire
      nom={FICHE.noter}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ ref: reference, texte: brouillon.saisie.texte })}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {FICHE.enregistrerNote}
        </Bouton>
      }
    >
      <Champ
        nom="texte"
        libelle={FICHE.noteTexte}
        aide={FICHE.noterAide}
        lignes={2}
        longueurMax={300}
        valeur={brouillon.saisie.texte}
        onChange={(texte) => brouillon.modifier({ texte })}
      />
    </Formulaire>
  );
}
