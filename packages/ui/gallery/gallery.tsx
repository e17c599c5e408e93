import '../src/styles.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import * as Ui from '../src/index.ts';

interface Fruit {
  id: number;
  name: string;
  kind: string;
  count: number;
}
const fruits: Fruit[] = [
  { id: 1, name: 'Apple', kind: 'Tree', count: 12 },
  { id: 2, name: 'Pear', kind: 'Tree', count: 3 },
  { id: 3, name: 'Strawberry', kind: 'Ground', count: 240 },
];

function Tables() {
  const [sort, setSort] = useState<Ui.Sort>({ by: 'name', direction: 'ascending' });
  const [selected, setSelected] = useState<Set<string | number>>(new Set());
  const rows = [...fruits].sort((a, b) => (sort.direction === 'ascending' ? 1 : -1) * (sort.by === 'count' ? a.count - b.count : a.name.localeCompare(b.name)));
  const columns: Ui.Column<Fruit>[] = [
    { id: 'name', head: 'Name', cell: (fruit) => fruit.name, sortable: true },
    { id: 'count', head: 'Count', cell: (fruit) => fruit.count, sortable: true, align: 'end' },
  ];
  return (
    <>
      <Ui.Section title="Table" note="sortable, links, selection">
        <Ui.Table
          label="Fruit"
          columns={columns}
          rows={rows}
          rowKey={(fruit) => fruit.id}
          sort={sort}
          onSort={setSort}
          rowHref={(fruit) => `#fruit-${String(fruit.id)}`}
          selection={{ selected, onChange: setSelected, rowLabel: (fruit) => fruit.name }}
        />
        <p data-testid="selected">{[...selected].join(',')}</p>
      </Ui.Section>
      <Ui.Section title="Grouped table">
        <Ui.Table
          label="Fruit by kind"
          narrow="scroll"
          columns={columns}
          rows={fruits}
          rowKey={(fruit) => fruit.id}
          group={{ of: (fruit) => fruit.kind, head: (kind) => kind }}
        />
      </Ui.Section>
    </>
  );
}

function Fields() {
  const [sent, setSent] = useState('');
  return (
    <Ui.Section title="Fields">
      <Ui.Form label="Order" onSubmit={(values) => setSent(JSON.stringify(values))}>
        <Ui.TextField name="name" label="Your name" isRequired hint="As on the letter box" />
        <Ui.TextField name="email" label="E-mail" type="email" optional />
        <Ui.TextField name="secret" label="Password" type="password" isRequired minLength={4} />
        <Ui.TextField name="day" label="Day" type="date" />
        <Ui.TextArea name="note" label="Note" optional />
        <Ui.Select
          name="fruit"
          label="Fruit"
          options={fruits.map((fruit) => ({ value: String(fruit.id), label: fruit.name, hint: fruit.kind }))}
          defaultValue="1"
        />
        <Ui.ComboBox name="more" label="More fruit" options={fruits.map((fruit) => ({ value: String(fruit.id), label: fruit.name }))} />
        <Ui.RadioGroup
          name="size"
          label="Size"
          look="cards"
          defaultValue="small"
          options={[
            { value: 'small', label: 'Small', hint: 'One kilo' },
            { value: 'large', label: 'Large' },
          ]}
        />
        <Ui.CheckboxGroup label="Extras" defaultValue={['box']}>
          <Ui.Checkbox value="box">In a box</Ui.Checkbox>
          <Ui.Checkbox value="bow">With a bow</Ui.Checkbox>
        </Ui.CheckboxGroup>
        <Ui.Switch name="weekly" hint="Every Monday">
          Every week
        </Ui.Switch>
        <Ui.FormActions>
          <Ui.Button type="submit" look="main">
            Order
          </Ui.Button>
          <Ui.Button isPending>Busy</Ui.Button>
          <Ui.Button isDisabled>Not now</Ui.Button>
        </Ui.FormActions>
      </Ui.Form>
      <p data-testid="sent">{sent}</p>
    </Ui.Section>
  );
}

function Overlays() {
  const [open, setOpen] = useState<'dialog' | 'confirm'>();
  const [said, setSaid] = useState('');
  return (
    <Ui.Section title="Overlays">
      <div className="row">
        <Ui.Button onPress={() => setOpen('dialog')}>Open a window</Ui.Button>
        <Ui.Button look="danger" onPress={() => setOpen('confirm')}>
          Remove
        </Ui.Button>
        <Ui.Menu
          label="Acts"
          trigger={<Ui.Button>Acts</Ui.Button>}
          parts={[
            { title: 'First', items: [{ id: 'a', label: 'Wash', onAction: () => setSaid('washed') }] },
            { items: [{ id: 'b', label: 'Throw away', danger: true }] },
          ]}
        />
        <Ui.Button onPress={() => Ui.toast({ text: 'Eaten', undo: { act: () => setSaid('undone') } })}>Eat</Ui.Button>
        <Ui.IconButton icon="copy" label="Copy it" />
      </div>
      <p data-testid="said">{said}</p>
      <Ui.Dialog isOpen={open === 'dialog'} onClose={() => setOpen(undefined)} title="A window">
        <p>Its text.</p>
      </Ui.Dialog>
      <Ui.ConfirmDialog
        isOpen={open === 'confirm'}
        onClose={() => setOpen(undefined)}
        title="Remove all?"
        confirm="Remove all"
        onConfirm={() => Promise.reject(new Error('refused'))}
      >
        <p>This cannot be undone.</p>
      </Ui.ConfirmDialog>
    </Ui.Section>
  );
}

function Gallery() {
  return (
    <main className="stack">
      <Ui.PageHead
        title="The primitives"
        lead="Every one of them, with the states that matter."
        back={{ href: '#top', label: 'Back' }}
        badge={<Ui.Badge tone="accent">new</Ui.Badge>}
        actions={<Ui.LinkButton href="#x">Elsewhere</Ui.LinkButton>}
      />
      <Ui.Facts
        label="Figures"
        items={[
          { value: '12', label: 'apples', href: '#apples' },
          { value: '3', label: 'late pears', tone: 'late' },
        ]}
      />
      <Ui.Section title="What asks for you" note={2}>
        <Ui.DueList label="Due">
          <Ui.DueRow
            urgency="late"
            title={<Ui.Link href="#one">Pick the pears</Ui.Link>}
            text="They fall"
            when="1 day late"
            whenNote="by Friday"
            owner="you"
            action={<Ui.Button look="main">Open</Ui.Button>}
          />
          <Ui.DueRow urgency="soon" title="Prune" when="6 days left" owner="Gardener" action={<Ui.Button>View</Ui.Button>} />
        </Ui.DueList>
      </Ui.Section>
      <Ui.FilterBar label="Filter" onClear={() => undefined}>
        <Ui.SearchField label="Search fruit" placeholder="Name" />
      </Ui.FilterBar>
      <Tables />
      <Ui.More shown="3 of 9" hasMore onMore={() => undefined} />
      <Fields />
      <Overlays />
      <Ui.Tabs
        label="Seasons"
        tabs={[
          { id: 'spring', title: 'Spring', count: 2, content: <p>Blossom</p> },
          { id: 'autumn', title: 'Autumn', content: <p>Harvest</p> },
        ]}
      />
      <div className="row">
        <Ui.Kind shape="dot">Name</Ui.Kind>
        <Ui.Kind shape="square">Account</Ui.Kind>
        <Ui.Kind shape="triangle" tierLabel="special">
          Health
        </Ui.Kind>
        <Ui.Kind shape="diamond">Number</Ui.Kind>
        <Ui.Kind shape="none" struck>
          Date
        </Ui.Kind>
        {(['plain', 'accent', 'late', 'soon', 'special', 'good'] as const).map((tone) => (
          <Ui.Badge key={tone} tone={tone}>
            {tone}
          </Ui.Badge>
        ))}
        <Ui.KeyHint>/</Ui.KeyHint>
        <Ui.Meter value={0.83} label="Sure" text="83%" />
      </div>
      <Ui.Progress value={0.4} label="Picking" text="40 of 100, two minutes left" />
      <Ui.Progress value={null} label="Planning" />
      <Ui.Sheet>
        <Ui.Details
          items={[
            { term: 'Owner', value: 'Gardener' },
            { term: 'Place', value: 'Orchard' },
          ]}
        />
        <Ui.CopyField label="Address" value="https://orchard.example/a-long-address-that-has-to-wrap-somewhere" />
      </Ui.Sheet>
      {(['plain', 'accent', 'soon', 'late', 'good'] as const).map((tone) => (
        <Ui.Notice key={tone} tone={tone} title={`A ${tone} notice`} action={<Ui.Button small>Do it</Ui.Button>}>
          <p className="hush">With a word of explanation.</p>
        </Ui.Notice>
      ))}
      <Ui.ErrorState title="That failed" errors={[{ path: 'row 4', message: 'is no number' }]} retry={{ label: 'Again', act: () => undefined }}>
        The server said no.
      </Ui.ErrorState>
      <Ui.EmptyState title="Nothing yet" action={<Ui.Button>Plant</Ui.Button>}>
        Plant a tree first.
      </Ui.EmptyState>
      <Ui.FileDrop label="Drop a picture here" hint="PNG" onFiles={() => undefined} />
      <Ui.Skeleton lines={2} />
      <Ui.Toasts />
    </main>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <Ui.UiProvider
      locale="en-GB"
      navigate={(href) => {
        location.hash = href;
      }}
      words={Ui.englishWords}
    >
      <Gallery />
    </Ui.UiProvider>,
  );
}
