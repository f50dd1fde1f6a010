/* test-two-posts.c: cpxctl and the log of the post before a restore: named, exported, proved. Both posts are called as
 * the machine is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-json.h>

#include <string.h>

#define SEVERAL "Several posts are called “[^”]*”: give the id of the one you mean: .*\\(this post\\)"

static const CliStep before_steps[] = {
  { "a patient", "patient add birth_name=DURAND birth_first_names=Anne sex=F birth_date=1970-01-01 "
    "birth_place_insee=35238", NULL, 0, "", NULL },
  { "sealed", "audit checkpoint", NULL, 0, "entries sealed", NULL },
  { "another patient", "patient add birth_name=PETIT birth_first_names=Luc sex=M birth_date=1980-01-01 "
    "birth_place_insee=35238", NULL, 0, "", NULL },
  { "its backup", "backup @/copy.cpx", NULL, 0, "", NULL },
  { "restored", "restore @/copy.cpx", NULL, 0, "as it was on", "erased since" },
};

/* "%" is what both posts are called, "#" the post before. */
static const CliStep steps[] = {
  { "log by name", "audit log --device '%'", NULL, 2, "^$", SEVERAL },
  { "export by name", "audit export --csv @/t.csv --device '%'", NULL, 2, "^$", SEVERAL },
  { "proof by name", "audit prove --entry 1 --device '%'", NULL, 2, "^$", SEVERAL },
  { "growth by name", "audit prove --from 1 --to 2 --device '%'", NULL, 2, "^$", SEVERAL },
  { "key by name", "audit key --device '%'", NULL, 2, "^$", SEVERAL },
  { "log by id", "audit log --device #", NULL, 0, "PETIT|DURAND", NULL },
  { "no such post", "audit prove --entry 1 --device Nulle-part", NULL, 1, "^$", "There is no post “Nulle-part”" },
  { "an empty name", "audit prove --entry 1 --device ''", NULL, 1, "^$", "There is no post “”" },
  { "until the last day of the calendar", "audit log --until 9999-12-31", NULL, 0, "DURAND", NULL },
  { "from that day on", "audit log --from 9999-12-31", NULL, 0, "^$", "^cpxctl: No entry of the log[^\n]*\n$" },
  { "proof by id", "audit prove --entry 2 --device # --out @/preuve", NULL, 0, "^$", NULL },
  { "noted with its post", "--json audit log --action log.proved --limit 1", NULL, 0, "\"device\":\"#\"", NULL },
  { "growth by id", "audit prove --from 1 --to 3 --device # --out @/croissance", NULL, 0, "^$", NULL },
  { "an entry that was never sealed", "audit prove --entry @last --device #", NULL, 1, "^$",
    "only that post can seal its log" },
  { "growth that was never sealed", "audit prove --from 1 --to @last --device #", NULL, 1, "^$",
    "only that post can seal its log" },
  { "no such entry", "audit prove --entry 99999 --device #", NULL, 1, "^$", "There is no entry 99999" },
  { "its own, as before", "audit prove --entry 1 --out @/propre", NULL, 0, "^$", NULL },
};

static char *
put_in (const char *text,
        const char *mark,
        const char *value)
{
  g_auto(GStrv) parts = g_strsplit (text, mark, -1);

  return g_strjoinv (value, parts);
}

/* The two posts: what both are called, the id of the one before, and how many entries its log has. */
typedef struct
{
  char *name;
  char *former;
  char *last;
} Posts;

static char *
dup_text (json_t     *object,
          const char *member)
{
  return g_strdup (json_string_value (json_object_get (object, member)));
}

static void
read_posts (CliFixture *fixture,
            Posts      *posts)
{
  g_autoptr(json_t) key = cli_fixture_read_json (fixture, "audit key");
  g_autoptr(json_t) list = cli_fixture_read_json (fixture, "record list device");
  const char *own = json_string_value (json_object_get (json_array_get (key, 0), "key"));
  g_autofree char *count = NULL;
  g_autoptr(json_t) entries = NULL;

  g_assert_cmpuint (json_array_size (list), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      json_t *post = json_array_get (list, i);
      const char *id = json_string_value (json_object_get (post, "id"));

      g_assert_nonnull (id);
      if (strstr (own, id) == NULL)
        posts->former = g_strdup (id);
      else
        posts->name = dup_text (json_object_get (post, "fields") != NULL ? json_object_get (post, "fields") : post,
                                "name");
    }
  g_assert_nonnull (posts->former);
  g_assert_nonnull (posts->name);
  count = g_strdup_printf ("audit log --limit 1 --device %s", posts->former);
  entries = cli_fixture_read_json (fixture, count);
  posts->last = g_strdup_printf ("%" JSON_INTEGER_FORMAT,
                                 json_integer_value (json_object_get (json_array_get (entries, 0), "entry")));
}

static void
play (CliFixture    *fixture,
      const Posts   *posts,
      const CliStep *step)
{
  g_autofree char *with_name = put_in (step->arguments, "%", posts->name);
  g_autofree char *with_last = put_in (with_name, "@last", posts->last);
  g_autofree char *arguments = put_in (with_last, "#", posts->former);
  g_autofree char *output = put_in (step->output, "#", posts->former);
  CliStep played = *step;

  played.arguments = arguments;
  played.output = output;
  cli_fixture_play (fixture, &played, 1);
}

/* With the key of that post and no vault; not with the key of the one after it. */
static void
verify_proofs (CliFixture  *fixture,
               const Posts *posts)
{
  g_autofree char *of_former = g_strdup_printf ("audit key --device %s", posts->former);
  g_autoptr(json_t) own = cli_fixture_read_json (fixture, "audit key");
  g_autoptr(json_t) former = cli_fixture_read_json (fixture, of_former);
  const char *own_key = json_string_value (json_object_get (json_array_get (own, 0), "key"));
  const char *former_key = json_string_value (json_object_get (json_array_get (former, 0), "key"));

  g_assert_cmpstr (own_key, !=, former_key);
  g_assert_nonnull (strstr (former_key, posts->former));
  cli_fixture_play_one (fixture, g_strdup_printf ("audit verify --proof @/preuve --key %s", former_key), 0,
                        "Entry 2 proved", NULL);
  cli_fixture_play_one (fixture, g_strdup_printf ("audit verify --proof @/croissance --key %s", former_key), 0,
                        "Growth proved", NULL);
  cli_fixture_play_one (fixture, g_strdup_printf ("audit verify --proof @/preuve --key %s", own_key), 4, "^$",
                        "^cpxctl: ");
}

static void
test_steps (void)
{
  g_auto(CliFixture) fixture = { 0 };
  Posts posts = { NULL };

  cli_fixture_set_up (&fixture);
  cli_fixture_play (&fixture, before_steps, G_N_ELEMENTS (before_steps));
  read_posts (&fixture, &posts);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    play (&fixture, &posts, &steps[i]);
  verify_proofs (&fixture, &posts);
  g_free (posts.name);
  g_free (posts.former);
  g_free (posts.last);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/two-posts/steps", test_steps);

  return g_test_run ();
}
