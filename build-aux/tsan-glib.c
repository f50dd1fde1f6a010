/* tsan-glib.c: tells the thread sanitizer what orders what in GLib, which is not built with it.
 *
 * GLib's locks are futexes and atomic words of its own, so that the sanitizer sees two threads at the same data and
 * nothing between them.  These functions stand before GLib's in a program (build-aux/threads links them into the
 * tests), call them, and say what they order: locks, reference counts, and what one thread hands to the main loop of
 * another or to a pool.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <dlfcn.h>
#include <gio/gio.h>
#include <sanitizer/tsan_interface.h>

#undef g_once_init_enter
#undef g_once_init_leave

#define REAL(name) ((__typeof__ (&name)) real (&real_##name, #name))
#define DECLARE_REAL(name) static gpointer real_##name

void g_bytes_unref (GBytes *bytes);

DECLARE_REAL (g_mutex_lock);
DECLARE_REAL (g_mutex_trylock);
DECLARE_REAL (g_mutex_unlock);
DECLARE_REAL (g_cond_wait);
DECLARE_REAL (g_cond_wait_until);
DECLARE_REAL (g_once_init_enter);
DECLARE_REAL (g_once_init_leave);
DECLARE_REAL (g_object_unref);
DECLARE_REAL (g_bytes_unref);
DECLARE_REAL (g_source_set_callback);
DECLARE_REAL (g_source_attach);
DECLARE_REAL (g_task_run_in_thread);

static gpointer
real (gpointer   *slot,
      const char *name)
{
  gpointer found = __atomic_load_n (slot, __ATOMIC_ACQUIRE);

  if (found == NULL)
    {
      found = dlsym (RTLD_NEXT, name);
      __atomic_store_n (slot, found, __ATOMIC_RELEASE);
    }

  return found;
}

/* Locks */

void
g_mutex_lock (GMutex *mutex)
{
  __tsan_mutex_pre_lock (mutex, 0);
  REAL (g_mutex_lock) (mutex);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked;

  __tsan_mutex_pre_lock (mutex, __tsan_mutex_try_lock);
  locked = REAL (g_mutex_trylock) (mutex);
  __tsan_mutex_post_lock (mutex, __tsan_mutex_try_lock | (locked ? 0 : __tsan_mutex_try_lock_failed), 0);

  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_mutex_pre_unlock (mutex, 0);
  REAL (g_mutex_unlock) (mutex);
  __tsan_mutex_post_unlock (mutex, 0);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  REAL (g_cond_wait) (cond, mutex);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean signalled;

  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  signalled = REAL (g_cond_wait_until) (cond, mutex, end_time);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);

  return signalled;
}

gboolean
(g_once_init_enter) (volatile void *location)
{
  gboolean is_first = REAL (g_once_init_enter) (location);

  __tsan_acquire ((void *) location);

  return is_first;
}

void
(g_once_init_leave) (volatile void *location,
                     gsize          result)
{
  __tsan_release ((void *) location);
  REAL (g_once_init_leave) (location, result);
}

/* Reference counts: who drops the last one comes after all who dropped one before. */

void
(g_object_unref) (gpointer object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  REAL (g_object_unref) (object);
}

void
g_bytes_unref (GBytes *bytes)
{
  if (bytes != NULL)
    {
      __tsan_release (bytes);
      __tsan_acquire (bytes);
    }
  REAL (g_bytes_unref) (bytes);
}

/* The main loop of another thread */

typedef struct
{
  GSourceFunc    func;
  gpointer       data;
  GDestroyNotify notify;
  GSource       *source;   /* (unowned): an address to meet at */
} Call;

/* Looks into what was handed to learn where to meet: that look itself is ordered by the lock of GLib's main loop. */
static __attribute__ ((no_sanitize ("thread"))) Call *
meet (gpointer data)
{
  Call *call = data;

  __tsan_acquire (call->source);

  return call;
}

static gboolean
call_cb (gpointer data)
{
  Call *call = meet (data);

  return call->func (call->data);
}

static void
call_free (gpointer data)
{
  Call *call = meet (data);

  if (call->notify != NULL)
    call->notify (call->data);
  g_free (call);
}

/* Only sources whose callback is a plain GSourceFunc can be stood before: idle sources, by which things are handed. */
void
g_source_set_callback (GSource        *source,
                       GSourceFunc     func,
                       gpointer        data,
                       GDestroyNotify  notify)
{
  Call *call;

  if (source->source_funcs != &g_idle_funcs || func == NULL)
    {
      REAL (g_source_set_callback) (source, func, data, notify);
      return;
    }
  call = g_new (Call, 1);
  *call = (Call) { func, data, notify, source };
  REAL (g_source_set_callback) (source, call_cb, call, call_free);
}

guint
g_source_attach (GSource      *source,
                 GMainContext *context)
{
  __tsan_release (source);

  return REAL (g_source_attach) (source, context);
}

/* A thread of GLib's pool */

static void
run_task (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  GTaskThreadFunc func;

  __tsan_acquire (task);
  func = g_object_get_data (G_OBJECT (task), "tsan-func");
  func (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask           *task,
                      GTaskThreadFunc  func)
{
  g_object_set_data (G_OBJECT (task), "tsan-func", func);
  __tsan_release (task);
  REAL (g_task_run_in_thread) (task, run_task);
}
