"use strict";
(() => {
  const chinese = new Intl.Collator("zh-CN", { numeric: true });
  const order = (row, column) => {
    const cell = row.cells[column];
    const text = cell.innerText.trim();
    return { number: cell.dataset.order === undefined ? null : Number(cell.dataset.order), text, empty: text === "—" || text === "" };
  };
  const compare = (one, other) =>
    one.number !== null && other.number !== null ? one.number - other.number : chinese.compare(one.text, other.text);

  const sort = (table, column, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, value: order(row, column) }));
    // what has no value comes last, whichever way
    rows.sort((a, b) => a.value.empty - b.value.empty || (down ? -1 : 1) * compare(a.value, b.value));
    body.append(...rows.map(({ row }) => row));
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  const filter = (table, input, count) => {
    const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...table.tBodies[0].rows];
    rows.forEach((row) => {
      const text = row.innerText.toLowerCase() || row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    });
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = shown === rows.length ? `共${rows.length}行` : `显示${shown}行，共${rows.length}行`;
  };

  document.querySelectorAll("table").forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = head.querySelector("span");
      const act = () => sort(table, column, head.getAttribute("aria-sort") === "ascending");
      button.addEventListener("click", act);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        act();
      });
    });
    const key = table.id.replace("table-", "");
    const input = document.querySelector(`[data-filters="${key}"]`);
    const count = document.querySelector(`[data-counts="${key}"]`);
    input.addEventListener("input", () => filter(table, input, count));
    filter(table, input, count);
  });
  document.documentElement.classList.add("scripted");
})();
