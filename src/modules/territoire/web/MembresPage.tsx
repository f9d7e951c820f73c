import { UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterIlYA, formaterJour, formaterNombre, formaterTelephone } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Dialogue,
  Lien,
  Liste,
  Page,
  Personne,
  Rang,
  Strate,
  Tableau,
  useMaintenant,
  type Colonne,
} from '#web/ui/index.ts';
import type { z } from 'zod';
import { annulerInvitation, revoirMembre, terminerAffectation, vueMembres, type Membre } from '../contract.ts';
import { CHEMIN_INVITER, CHEMIN_TERRITOIRE } from './chemins.ts';
import { ClePerdue } from './ClePerdue.tsx';
import { PreuvesANoter } from './PreuvesANoter.tsx';
import { TEXTES } from './textes.ts';

type Membres = z.output<typeof vueMembres.sortie>;

export function MembresPage() {
  const vue = useVue(vueMembres, {});
  return (
    <Page
      titre={TEXTES.membres}
      sousTitre={
        vue.data === undefined
          ? undefined
          : accorder(vue.data.membres.length, 'activité en cours', 'activités en cours')
      }
      retour={{ vers: CHEMIN_TERRITOIRE, texte: TEXTES.titre }}
      actionPrincipale={<BoutonInviter ferme={vue.data?.inviterFerme} />}
    >
      <EtatDeVue vue={vue} chargement="Chargement des membres">
        {(membres) => (
          <>
            {membres.invitations.length > 0 && <Invitations invitations={membres.invitations} />}
            <PreuvesANoter membres={membres.membres} />
            <ARevoir membres={membres.membres} />
            <TableauDesMembres membres={membres.membres} peutRemplacer={membres.inviterFerme === undefined} />
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

function BoutonInviter({ ferme }: { readonly ferme: string | undefined }) {
  const icone = <UserPlus aria-hidden size={22} />;
  return ferme === undefined ? (
    <Lien vers={CHEMIN_INVITER} bouton="principal" icone={icone}>
      {TEXTES.inviter}
    </Lien>
  ) : (
    <Bouton variante="principal" icone={icone} fermePourquoi={ferme}>
      {TEXTES.inviter}
    </Bouton>
  );
}

function Invitations({ invitations }: { readonly invitations: Membres['invitations'] }) {
  const maintenant = useMaintenant();
  const annulation = useAction(annulerInvitation, { apres: () => notifier(TEXTES.annulee) });
  return (
    <Strate titre={TEXTES.invitations}>
      {annulation.erreur !== undefined && <Avis ton="attention" titre={annulation.erreur.texte} annonce />}
      <Liste legende={TEXTES.invitations} elements={invitations} cle={({ id }) => id} vide={null}>
        {(invitation) => (
          <Rang>
            <Personne
              nom={invitation.nom}
              precision={`${invitation.role}, ${invitation.structure} · invité par ${invitation.parrain}, jusqu’au ${formaterJour(invitation.expireLe, maintenant)}`}
            />
            <Bouton
              nomComplet={`${TEXTES.annuler} de ${invitation.nom}`}
              enCours={annulation.enCours}
              onPress={() => annulation.executer({ id: invitation.id })}
            >
              {TEXTES.annuler}
            </Bouton>
          </Rang>
        )}
      </Liste>
    </Strate>
  );
}

/** Nobody keeps an access only because nobody looked: once a year, somebody says « toujours là ». */
function ARevoir({ membres }: { readonly membres: readonly Membre[] }) {
  const dus = membres.filter(({ revue }) => revue !== undefined);
  const revue = useAction(revoirMembre, { apres: () => notifier(TEXTES.revu) });
  if (dus.length === 0) return null;
  return (
    <Strate titre={TEXTES.aRevoir}>
      <p>{TEXTES.aRevoirAide}</p>
      {revue.erreur !== undefined && <Avis ton="attention" titre={revue.erreur.texte} annonce />}
      <Liste legende={TEXTES.aRevoir} elements={dus} cle={({ affectation }) => affectation} vide={null}>
        {(m) => (
          <Rang>
            <Personne
              nom={m.nom}
              precision={`${m.role}, ${m.structure}${m.revue === 'en_pause' ? ' · accès en pause' : ''}`}
            />
            <Bouton
              nomComplet={`${TEXTES.toujoursLa} : ${m.nom}`}
              enCours={revue.enCours}
              onPress={() => revue.executer({ affectation: m.affectation })}
            >
              {TEXTES.toujoursLa}
            </Bouton>
          </Rang>
        )}
      </Liste>
    </Strate>
  );
}

interface ProprietesTableau {
  readonly membres: readonly Membre[];
  /** Whoever may invite may also give a new key. */
  readonly peutRemplacer: boolean;
}

function TableauDesMembres({ membres, peutRemplacer }: ProprietesTableau) {
  const maintenant = useMaintenant();
  const [partant, setPartant] = useState<Membre>();
  const [sansCle, setSansCle] = useState<Membre>();
  const avecVu = membres.some(({ vuLe }) => vuLe !== undefined);
  const colonnes: readonly Colonne<Membre>[] = [
    { cle: 'nom', titre: 'Nom', render: (m) => `${m.nom}${m.suspendu ? ' (compte suspendu)' : ''}` },
    { cle: 'role', titre: 'Rôle', render: (m) => m.role },
    { cle: 'structure', titre: 'Structure', render: (m) => m.structure },
    {
      cle: 'telephone',
      titre: 'Téléphone',
      render: (m) =>
        m.telephone === undefined ? (
          'Non donné'
        ) : (
          <Lien vers={`tel:${m.telephone}`}>{formaterTelephone(m.telephone)}</Lien>
        ),
    },
    { cle: 'moyen', titre: 'Entre avec', render: (m) => (m.moyen === 'carte' ? 'Pro Santé Connect' : 'Clé d’accès') },
    { cle: 'main', titre: 'A en main', nombre: true, render: (m) => formaterNombre(m.enMain) },
    ...(avecVu
      ? [
          {
            cle: 'vu',
            titre: 'Vu',
            render: (m: Membre) => (m.vuLe === undefined ? 'Jamais' : formaterIlYA(m.vuLe, maintenant)),
          },
        ]
      : []),
    {
      cle: 'depart',
      titre: 'Départ',
      render: (m) => (
        <Bouton
          variante="discret"
          fermePourquoi={m.departFerme}
          nomComplet={`Retirer ${m.nom}`}
          onPress={() => setPartant(m)}
        >
          Retirer
        </Bouton>
      ),
    },
    {
      cle: 'cle',
      titre: 'Clé',
      render: (m) =>
        m.moyen === 'cle' && (
          <Bouton variante="discret" nomComplet={`${TEXTES.clePerdue} : ${m.nom}`} onPress={() => setSansCle(m)}>
            {TEXTES.clePerdue}
          </Bouton>
        ),
    },
  ];
  const fermes = membres.every(({ departFerme }) => departFerme !== undefined);
  return (
    <>
      <Tableau
        legende="Membres du territoire"
        colonnes={colonnes.filter(({ cle }) => (cle === 'depart' ? !fermes : cle !== 'cle' || peutRemplacer))}
        lignes={membres}
        cle={({ affectation }) => affectation}
        vide="Les membres du territoire apparaîtront ici."
      />
      {sansCle !== undefined && <ClePerdue membre={sansCle} onFermer={() => setSansCle(undefined)} />}
      {partant !== undefined && <Depart membre={partant} onFermer={() => setPartant(undefined)} />}
    </>
  );
}

function Depart({ membre, onFermer }: { readonly membre: Membre; readonly onFermer: () => void }) {
  const depart = useAction(terminerAffectation, {
    apres: () => {
      notifier(TEXTES.retiree);
      onFermer();
    },
  });
  return (
    <Dialogue
      titre={`Retirer ${membre.nom} du territoire ?`}
      ouvert
      alerte
      onFermer={onFermer}
      actions={
        <Bouton
          variante="danger"
          icone={<UserMinus aria-hidden size={20} />}
          enCours={depart.enCours}
          onPress={() => depart.executer({ affectation: membre.affectation })}
        >
          {TEXTES.retirer}
        </Bouton>
      }
    >
      {depart.erreur !== undefined && <Avis ton="attention" titre={depart.erreur.texte} annonce />}
      <p>
        {membre.role}, {membre.structure}. L’accès se ferme tout de suite ; ce que cette personne a écrit reste.
      </p>
      {membre.enMain > 0 && (
        <p>
          Elle a {accorder(membre.enMain, 'chose', 'choses')} en main : à leur prochaine échéance, elles remonteront à
          quelqu’un d’autre. Mieux vaut les transmettre avant.
        </p>
      )}
    </Dialogue>
  );
}
