"""The learned classifier: which lines of a document are content, told by models trained on labelled pages.

There are two, `HtmlClassifier` for pages (`html_*`: blocks with the elements around them) and `TextClassifier` for
flattened text (`text_*`: lines with their layout and the rules' evidence). Both work alike. A batch holds the lines of
many documents as arrays (`html_batch`, `text_batch`); features are columns over them: of the words (`tokens`,
`keywords`, `text_ngrams`), of the elements' classes and ids (`marks`), of what stands around a block
(`html_structure`). A first model scores every line. Of pages a second one, which sees the first's scores of the
neighbours too, scores those that are in doubt again (`booster` runs the trees); of flattened text a recurrent network
goes over all lines (`line_network`, `recurrent`). From the scores the selection of the best expected F1 is taken
(`html_pages`, `text_selection`), and every document gets a `Judgement`: scores, what to keep, page type and confidence.
`text_gate` leaves text alone that is in a language not trained on, `families` names what was removed, and `store` reads
and writes the trained files: those in `artefacts`, or in a folder that `winnow train` made (`tasks.training`).
"""
