import { Avis, Strate, useMaintenant } from '#web/ui/index.ts';
import { direRendezVous } from './dire.ts';
import { FormulaireCommencer, FormulaireRdv } from './FormulairesDeDate.tsx';
import { FormulaireDeFin } from './FormulaireDeFin.tsx';
import type { OrientationParLien } from './PageRepondreOrientation.tsx';
import s from './Orientation.module.css';
import { COMMENCER, FINIR, LIEN, RDV } from './textes.ts';

/** After the answer, the same page takes the date, the real start, then the end. */
export function SuiteParLien({ o }: { readonly o: OrientationParLien }) {
  const { id, peut, expediteur } = o;
  return (
    <>
      <OuEnEstOn o={o} />
      {peut.includes('fixerRdv') && o.rdvLe === undefined && (
        <Strate titre={RDV.titre}>
          <FormulaireRdv id={id} />
        </Strate>
      )}
      {peut.includes('commencer') && (
        <Strate titre={COMMENCER.titre}>
          <FormulaireCommencer id={id} />
        </Strate>
      )}
      {peut.includes('fixerRdv') && o.rdvLe !== undefined && (
        <details className={s['depli']}>
          <summary>{RDV.changer}</summary>
          <FormulaireRdv id={id} />
        </details>
      )}
      {peut.includes('terminer') && (
        <details className={s['depli']}>
          <summary>{FINIR.terminer.titre}</summary>
          <FormulaireDeFin id={id} geste="terminer" />
        </details>
      )}
      {peut.includes('interrompre') && (
        <details className={s['depli']}>
          <summary>{FINIR.interrompre.titre}</summary>
          <FormulaireDeFin id={id} geste="interrompre" />
        </details>
      )}
      {(o.statut === 'refusee' || o.statut === 'acceptee' || o.statut === 'rdv_fixe') && (
        <p>{LIEN.changer(expediteur)}</p>
      )}
    </>
  );
}

function OuEnEstOn({ o }: { readonly o: OrientationParLien }) {
  const maintenant = useMaintenant();
  const { statut, rdvLe, expediteur } = o;
  if (statut === 'refusee') return <Avis titre={LIEN.refusee}>{LIEN.refuseeQuoi(expediteur)}</Avis>;
  if (statut === 'annulee') return <Avis titre={LIEN.annulee} />;
  if (statut === 'terminee') return <Avis ton="succes" titre={LIEN.terminee} />;
  if (statut === 'interrompue') return <Avis titre={LIEN.interrompue} />;
  const commencee = statut === 'commencee';
  return (
    <Avis ton="succes" titre={commencee ? LIEN.commencee : LIEN.acceptee} annonce>
      {!commencee && rdvLe !== undefined && LIEN.rdv(direRendezVous(rdvLe, maintenant))}
    </Avis>
  );
}
