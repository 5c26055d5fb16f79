import type { ProjectOverview } from '@/lib/contracts/http/accounts'
import { type Ability, type ProjectSettings, type Role, roleCan } from '@/lib/domain/accounts'

export type NavItem = { key: string; href: string; count?: number; isWaiting?: boolean }
export type NavGroups = { work: NavItem[]; manage: NavItem[] }

type Entry = { key: string; path: string; ability: Ability; count?: (figures: ProjectOverview) => number }

const WORK: readonly Entry[] = [
  { key: 'overview', path: '', ability: 'project.read' },
  { key: 'media', path: '/media', ability: 'media.read', count: (figures) => figures.videos.ready },
  { key: 'runs', path: '/runs', ability: 'runs.read', count: (figures) => figures.runs },
  { key: 'tasks', path: '/tasks', ability: 'tasks.read', count: (figures) => figures.tasks.open + figures.tasks.done },
  { key: 'review', path: '/review', ability: 'labelling.review', count: (figures) => figures.awaitingReview },
  { key: 'agreement', path: '/agreement', ability: 'agreement.read' },
  { key: 'releases', path: '/releases', ability: 'exports.read', count: (figures) => figures.releases },
]

// Annotators read the definitions on the labelling screen; the taxonomy page is for those who judge answers.
const MANAGE: readonly Entry[] = [
  { key: 'taxonomy', path: '/taxonomy', ability: 'labelling.review' },
  { key: 'people', path: '/people', ability: 'members.manage' },
  { key: 'settings', path: '/settings', ability: 'project.manage' },
  { key: 'audit', path: '/audit', ability: 'audit.read' },
]

type Member = { slug: string; role: Role; settings: Pick<ProjectSettings, 'blind'> }

/** The pages of a project that a member has something to do on. */
export function navGroups({ slug, role, settings }: Member, figures: ProjectOverview | undefined): NavGroups {
  function itemsOf(entries: readonly Entry[]): NavItem[] {
    return entries
      .filter(({ ability }) => roleCan(role, ability, settings))
      .map(({ key, path, count }) => ({
        key,
        href: `/p/${slug}${path}`,
        count: figures && count ? count(figures) : undefined,
        isWaiting: key === 'review',
      }))
  }
  const label: NavItem = { key: 'label', href: `/label/${slug}` }
  const [overview, ...rest] = itemsOf(WORK)
  return { work: overview ? [overview, label, ...rest] : [label], manage: itemsOf(MANAGE) }
}

/** Whether a page belongs to a nav entry: the entry itself or anything below it; the overview only itself. Models belong to the runs. */
export function isCurrent(pathname: string, { key, href }: NavItem): boolean {
  if (key === 'runs' && pathname.startsWith(href.replace(/runs$/, 'models/'))) return true
  return pathname === href || (key !== 'overview' && pathname.startsWith(`${href}/`))
}
