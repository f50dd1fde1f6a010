/* cpx-audit-action.c: what the audit log calls what people do, and the words for it: one table.
 *
 * An action is `noun.verb`. Those of which the kind of the record and the verb say everything ("allergy.created") are
 * not in the table: cpx-timeline-sentence.c makes their sentence of the two, and so does the label here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-action.h"

#include <cpx-kind.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define NOTHING CPX_AUDIT_TELLS_NOTHING, NULL, FALSE
#define FIELDS CPX_AUDIT_TELLS_FIELDS, NULL, FALSE
#define RECORD CPX_AUDIT_TELLS_RECORD, NULL, FALSE
#define SUBJECT CPX_AUDIT_TELLS_SUBJECT, NULL, FALSE
#define LOUD CPX_AUDIT_TELLS_NOTHING, NULL, TRUE
#define LOUD_SUBJECT CPX_AUDIT_TELLS_SUBJECT, NULL, TRUE
#define MORE(key) CPX_AUDIT_TELLS_MORE, key, FALSE
#define LOUD_MORE(key) CPX_AUDIT_TELLS_MORE, key, TRUE
#define LOUD_TIME(key) CPX_AUDIT_TELLS_TIME, key, TRUE

/* By name. */
static const CpxAuditAction actions[] = {
  { "access.refused", N_("Access refused"), N_("%s asked for what the role does not allow: %s"),
    LOUD_MORE ("command") },
  { "act.proved", N_("Proof of an act"), N_("%s took the proof of an act: %s"), SUBJECT },
  { "anchor.added", N_("Anchor added"), N_("%s added an anchor of the audit log"), NOTHING },
  { "anchor.removed", N_("Anchor removed"), N_("%s removed an anchor of the audit log"), NOTHING },
  { "backup.made", N_("Backup"), N_("%s made a backup: %s"), MORE ("path") },
  { "clock.set-back", N_("Clock set back"), N_("%s was at work when the clock of this post went back; it had said %s"),
    LOUD_TIME ("from_us") },
  { "coding.drafted", N_("Coding worked on"), N_("%s worked on the coding of an operation"), NOTHING },
  { "coding.locked", N_("Coding locked"), N_("%s locked the coding of an operation"), NOTHING },
  { "coding.proved", N_("Proof of a coding"), N_("%s took the proof of the coding of an operation"), NOTHING },
  { "coding.reopened", N_("Coding reopened"), N_("%s reopened the coding of an operation"), NOTHING },
  { "coding.signature-refused", N_("Signature refused"),
    N_("%s gave a wrong passphrase to reopen the coding of an operation"), LOUD },
  { "coding.validated", N_("Coding validated"), N_("%s validated the coding of an operation"), NOTHING },
  { "device.restored", N_("Backup restored"), N_("%s restored a backup: the log of this post begins anew"), LOUD },
  { "favourite.added", N_("Favourite act added"), N_("%s made an act a favourite: %s"), RECORD },
  { "favourite.removed", N_("Favourite act removed"), N_("%s took an act from the favourites: %s"), SUBJECT },
  { "intervention.coded", N_("Operation coded"), N_("%s declared an operation coded"), NOTHING },
  { "intervention.uncoded", N_("Operation to be coded again"), N_("%s put an operation back among those to be coded"),
    NOTHING },
  { "language-model.asked", N_("Language model asked"), N_("%s had the language model asked: %s"), MORE ("model") },
  { "language-model.key-removed", N_("Key of the language model removed"),
    N_("%s removed the key of the language model"), NOTHING },
  { "language-model.key-set", N_("Key of the language model set"), N_("%s set the key of the language model"),
    NOTHING },
  { "language-model.set", N_("Language model set up"), N_("%s set the language model up: %s"), FIELDS },
  { "language-model.tested", N_("Language model tested"), N_("%s tested the language model: %s"), MORE ("model") },
  { "learning.reset", N_("Learning begun anew"), N_("%s had the program forget what it learnt"), NOTHING },
  { "learning.reset-undone", N_("Learning taken back"), N_("%s had the program remember what it learnt"), NOTHING },
  { "log.anchored", N_("Audit log anchored"), N_("%s worked here when a seal of the audit log was anchored outside"),
    NOTHING },
  { "log.exported", N_("Audit log exported"), N_("%s exported from the audit log"), NOTHING },
  { "log.followed", N_("Audit log continued"),
    N_("%s worked here when the audit log of this post could not go on: a new one follows it"), LOUD },
  { "log.key-shown", N_("Key of the audit log shown"), N_("%s had the key of the audit log shown"), NOTHING },
  { "log.proved", N_("Proof from the audit log"), N_("%s took a proof from the audit log"), NOTHING },
  { "log.read", N_("Audit log read"), N_("%s read the audit log"), NOTHING },
  { "log.reindexed", N_("Index of the audit log made anew"), N_("%s had the index of the audit log made anew"), LOUD },
  { "log.sealed", N_("Audit log sealed"), N_("%s worked here when the audit log was sealed"), NOTHING },
  { "log.verified", N_("Audit log verified"), N_("%s had the audit log verified"), NOTHING },
  { "nomenclature.content-restored", N_("Content of the CCAM brought back"),
    N_("%s brought back the content of a version of the CCAM: %s"), SUBJECT },
  { "nomenclature.imported", N_("CCAM imported"), N_("%s imported a version of the CCAM: %s"), RECORD },
  { "patient.archived", N_("File archived"), N_("%s archived the file"), NOTHING },
  { "patient.created", N_("New file"), N_("%s opened a new file"), NOTHING },
  { "patient.edited", N_("File changed"), N_("%s changed: %s"), FIELDS },
  { "patient.erased", N_("File erased"), N_("%s erased the file"), LOUD },
  { "patient.erasure-refused", N_("Signature of an erasure refused"),
    N_("%s gave a wrong passphrase to erase the file"), LOUD },
  { "patient.glass-broken", N_("Break-glass access"), N_("%s opened the file by break-glass"), LOUD },
  { "patient.imported", N_("File imported"), N_("%s imported the file"), NOTHING },
  { "patient.merged", N_("File merged"), N_("%s merged this file into another"), NOTHING },
  { "patient.opened", N_("File opened"), N_("%s consulted the file"), NOTHING },
  { "patient.removed", N_("File removed"), N_("%s removed the file"), NOTHING },
  { "patient.restored", N_("File put back"), N_("%s put the file back"), NOTHING },
  { "patient.unarchived", N_("File out of the archive"), N_("%s took the file out of the archive"), NOTHING },
  { "patient.unmerged", N_("Merge undone"), N_("%s undid the merge of the files"), NOTHING },
  { "patient.values-chosen", N_("Values of a merged file"), N_("%s took values from a merged file: %s"), FIELDS },
  { "practice.created", N_("Practice founded"), N_("%s founded the practice: %s"), RECORD },
  { "practice.exported", N_("Practice exported"), N_("%s exported the whole practice"), LOUD },
  { "practice.imported", N_("Practice imported"), N_("%s imported a practice"), NOTHING },
  { "practice.recovered", N_("Recovery code used"), N_("%s set a new passphrase with the recovery code, for: %s"),
    LOUD_SUBJECT },
  { "practice.replaced", N_("Practice replaced"), N_("%s replaced the practice by the one imported"), NOTHING },
  { "practice.unlock-failed", N_("Failed unlock"), N_("%s failed to unlock as “%s”"), LOUD_MORE ("login") },
  { "practice.unlocked", N_("Practice unlocked"), N_("%s unlocked the practice"), NOTHING },
  { "recovery.not-renewed", N_("Recovery code not renewed"),
    N_("%s asked for a new recovery code, which the disk refused"), NOTHING },
  { "recovery.printed", N_("Recovery code printed"), N_("%s printed the recovery code"), NOTHING },
  { "recovery.renewed", N_("Recovery code renewed"), N_("%s made a new recovery code"), NOTHING },
  { "recovery.saved", N_("Recovery code saved"), N_("%s saved the recovery code to a file"), NOTHING },
  { "seal.printed", N_("Seal printed"), N_("%s printed the seal of the day"), NOTHING },
  { "second-place.chosen", N_("Second place chosen"), N_("%s chose the second place of the seals"), NOTHING },
  { "second-place.dropped", N_("Second place dropped"), N_("%s dropped the second place of the seals"), NOTHING },
  { "second-place.rewritten", N_("Copy of the seals written anew"),
    N_("%s worked here when the copy of the seals was missing from the second place: it was written anew"), LOUD },
  { "slot.not-revoked", N_("Key not taken away"), N_("%s wanted to take a key away, which the disk refused"), NOTHING },
  { "slot.revoked", N_("Key taken away"), N_("%s took the key of “%s” away"), MORE ("login") },
  { "suggestions.shown", N_("Suggestions shown"), N_("%s was shown suggestions for an operation and kept none"),
    NOTHING },
  { "user.code-enrolled", N_("One-time codes set up"), N_("%s set one-time codes up for: %s"), SUBJECT },
  { "user.code-removed", N_("One-time codes removed"), N_("%s removed the one-time codes of: %s"), SUBJECT },
  { "user.disabled", N_("Access disabled"), N_("%s disabled the access of: %s"), SUBJECT },
  { "user.enabled", N_("Access enabled"), N_("%s enabled the access of: %s"), SUBJECT },
  { "user.passphrase-changed", N_("Passphrase changed"), N_("%s set the passphrase of: %s"), SUBJECT },
  { "user.passphrase-not-changed", N_("Passphrase not changed"),
    N_("%s wanted to set a passphrase, which the disk refused, of: %s"), SUBJECT },
  { "user.roles-changed", N_("Roles changed"), N_("%s changed the roles of: %s"), SUBJECT },
  { "vault.checked", N_("Vault checked"), N_("%s checked the vault"), NOTHING },
  { "vault.rekeyed", N_("Vault encrypted anew"), N_("%s encrypted the vault with a new key"), NOTHING },
  { "volumes.imported", N_("Figures of acts imported"), N_("%s imported how often acts are done: %s"), RECORD },
  { "volumes.removed", N_("Figures of acts removed"), N_("%s removed how often acts are done: %s"), SUBJECT },
};

/* The verbs of every kind. */
static const struct
{
  const char *verb;
  const char *label;
} verbs[] = {
  { "created", N_("added") },
  { "edited", N_("changed") },
  { "imported", N_("imported") },
  { "recorded", N_("recorded") },
  { "removed", N_("removed") },
  { "restored", N_("put back") },
  { "taken-back", N_("taken back") },
};

/**
 * cpx_audit_action_list:
 * @out_n_actions: (out): how many
 *
 * Returns: (array length=out_n_actions) (transfer none): the whole table, by name
 */
const CpxAuditAction *
cpx_audit_action_list (guint *out_n_actions)
{
  *out_n_actions = G_N_ELEMENTS (actions);

  return actions;
}

/**
 * cpx_audit_action_find:
 * @name: what the audit log calls it
 *
 * Returns: (transfer none) (nullable): its line of the table
 */
const CpxAuditAction *
cpx_audit_action_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (strcmp (actions[i].name, name) == 0)
        return &actions[i];
    }

  return NULL;
}

/**
 * cpx_audit_action_is_loud:
 * @name: what the audit log calls it
 *
 * Returns: `TRUE` if it is to be seen among others, for example a file opened by break-glass
 */
gboolean
cpx_audit_action_is_loud (const char *name)
{
  const CpxAuditAction *action = cpx_audit_action_find (name);

  return action != NULL && action->loud;
}

static const char *
find_verb_label (const char *verb)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (strcmp (verbs[i].verb, verb) == 0)
        return _(verbs[i].label);
    }

  return verb;
}

/**
 * cpx_audit_action_dup_label:
 * @name: what the audit log calls it
 *
 * Returns: (transfer full): a few words for it, for a list to choose from; @name if this program does not know it
 */
char *
cpx_audit_action_dup_label (const char *name)
{
  const CpxAuditAction *action = cpx_audit_action_find (name);
  g_auto(GStrv) parts = g_strsplit (name, ".", 2);
  const CpxKind *kind = parts[0] != NULL ? cpx_kinds_find (parts[0]) : NULL;

  if (action != NULL)
    return g_strdup (_(action->label));
  if (kind == NULL || parts[1] == NULL)
    return g_strdup (name);

  /* Translators: a kind of record and what was done, "Allergy: added" */
  return g_strdup_printf (_("%s: %s"), cpx_kind_get_label (kind), find_verb_label (parts[1]));
}

/**
 * cpx_audit_action_get_verb:
 * @number: from 0
 *
 * Returns: (nullable): the second part of what may happen to records of every kind, "created"; `NULL` after the last
 */
const char *
cpx_audit_action_get_verb (guint number)
{
  return number < G_N_ELEMENTS (verbs) ? verbs[number].verb : NULL;
}
